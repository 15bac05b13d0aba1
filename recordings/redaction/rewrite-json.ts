/** What becomes of the parts of a JSON text. */
export interface JsonRules {
  readonly name: (name: string) => string;
  /** `key` is the name under which the string stands, also as an item of a list; empty at the root. */
  readonly string: (text: string, key: string) => string;
  /** The number as it was written. */
  readonly number: (written: string, inList: boolean) => string;
}

const token = /[{}[\],]|("[^"\\]*(?:\\.[^"\\]*)*")(\s*:)?|(-?\d[\d.eE+-]*)/gs;

/**
 * Rewrites the strings, names and numbers of a JSON text, and leaves all else as it stands: spaces, the order of names, repeated names, the
 * digits of numbers.
 * @param text must be JSON: it is not checked again.
 */
export function rewriteJson(text: string, rules: JsonRules): string {
  const open: { readonly list: boolean; key: string }[] = [];
  return text.replace(token, (whole: string, string?: string, colon?: string, number?: string) => {
    const inner = open.at(-1);
    if (string !== undefined) {
      const decoded = JSON.parse(string) as string;
      if (colon === undefined) return quoted(string, decoded, rules.string(decoded, inner?.key ?? ''));
      if (inner !== undefined) inner.key = decoded;
      return quoted(string, decoded, rules.name(decoded)) + colon;
    }
    if (number !== undefined) return rules.number(number, inner?.list === true);
    if (whole === '{' || whole === '[') open.push({ list: whole === '[', key: inner?.key ?? '' });
    else if (whole !== ',') open.pop();
    return whole;
  });
}

/** What did not change keeps the escapes with which it was written. */
function quoted(written: string, before: string, after: string): string {
  return before === after ? written : JSON.stringify(after);
}
