/** Characters that are invisible or control a terminal: controls, marks of direction, zero-width and tag characters. */
const invisible = /[\p{Cc}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/gu;
const named: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** CI runners read `##[` and `##vso[` as a command anywhere in a line. */
const commandInLine = /##(?=(?:vso)?\[)/gi;
/** And `::` at the start of a line, after any blanks. */
const commandAtStart = /^(\s*):(?=:)/;

/** Untrusted text on one line, with escapes for anything that a terminal or a CI runner would act on. */
export function visible(text: string): string {
  return text
    .replace(invisible, (char) => named[char] ?? escaped(char))
    .replace(commandInLine, '#\\u0023')
    .replace(commandAtStart, '$1\\u003a');
}

/** Equivalent JSON with the same escapes. */
export function visibleJson(json: string): string {
  // A line feed in JSON is formatting between strings.
  return json.replace(invisible, (char) => (char === '\n' ? char : escaped(char))).replace(commandInLine, '#\\u0023');
}

/** One `\uXXXX` for each UTF-16 unit, as in JSON. */
function escaped(char: string): string {
  return Array.from({ length: char.length }, (_, at) => `\\u${char.charCodeAt(at).toString(16).padStart(4, '0')}`).join('');
}
