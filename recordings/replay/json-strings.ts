/**
 * Replaces the string values in the text of JSON; names, numbers and blanks stay as they are written, and so does text that is not JSON.
 * Not a regular expression: V8 gives up on very long strings.
 */
export function replaceJsonStrings(text: string, rule: (value: string) => string): string {
  let replaced = '';
  let end = 0;
  for (let open = text.indexOf('"'); open !== -1; open = text.indexOf('"', end)) {
    const close = endOfString(text, open);
    if (close === -1) break;
    const written = text.slice(open, close + 1);
    replaced += text.slice(end, open) + (isName(text, close) ? written : replacedString(written, rule));
    end = close + 1;
  }
  return replaced + text.slice(end);
}

/** The closing quote of the string that opens at a place; -1 if it has none. */
function endOfString(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === '"') return at;
    if (sign === '\\') at += 1;
  }
  return -1;
}

function isName(text: string, close: number): boolean {
  let next = close + 1;
  while (/\s/.test(text.charAt(next))) next += 1;
  return text.charAt(next) === ':';
}

function replacedString(written: string, rule: (value: string) => string): string {
  let value: string;
  try {
    value = JSON.parse(written) as string;
  } catch {
    return written;
  }
  const replaced = rule(value);
  return replaced === value ? written : JSON.stringify(replaced);
}
