/** How the parts of a JSON text are replaced. */
export interface JsonRules {
  readonly name: (name: string) => string;
  /** @param key the name of the property, also for an item of its list; empty at the root. */
  readonly string: (text: string, key: string) => string;
  /** @param written the number as it was written. */
  readonly number: (written: string, inList: boolean) => string;
}

const token = /[{}[\],]|("[^"\\]*(?:\\.[^"\\]*)*")(\s*:)?|(-?\d[\d.eE+-]*)/gs;

/**
 * Rewrites the strings, names and numbers of a JSON text. White space, the order of names, repeated names and the digits of numbers stay.
 * @param text valid JSON; it is not checked again.
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

/** An unchanged string keeps its escapes. */
function quoted(written: string, before: string, after: string): string {
  return before === after ? written : JSON.stringify(after);
}
