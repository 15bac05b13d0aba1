const control = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;
const named: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * Text as a person may see it: on one line, not endless, and without what could command a terminal or turn the line around.
 * Names and descriptions come from traffic, so from anybody.
 */
export function shownText(text: string, limit = 300): string {
  const short = text.length <= limit ? text : `${text.slice(0, limit).replace(/[\ud800-\udbff]$/, '')}…`;
  return wellFormed(short).replace(control, (char) => named[char] ?? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Text without halves of surrogate pairs, which no encoding of Unicode can write. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}

/** JSON that strict parsers read too. */
export function wellFormedJson(value: unknown): string {
  return `${JSON.stringify(value, (_, member: unknown) => (typeof member === 'string' ? wellFormed(member) : member), 2)}\n`;
}
