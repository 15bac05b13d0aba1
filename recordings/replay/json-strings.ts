/**
 * Replaces the string values in a JSON text; names, numbers and blanks stay, and so does text that is not JSON.
 * Not a regular expression: V8 gives up on very long strings.
 */
export function replaceJsonStrings(text: string, rule: (value: string) => string): string {
  let replaced = '';
  let end = 0;
  for (let open = text.indexOf('"'); open !== -1; open = text.indexOf('"', end)) {
    let close = open + 1;
    while (close < text.length && text[close] !== '"') close += text[close] === '\\' ? 2 : 1;
    if (close >= text.length) break;
    const written = text.slice(open, close + 1);
    const isName = /^\s*:/.test(text.slice(close + 1));
    replaced += text.slice(end, open) + (isName ? written : replacedString(written, rule));
    end = close + 1;
  }
  return replaced + text.slice(end);
}

function replacedString(written: string, rule: (value: string) => string): string {
  try {
    const value = JSON.parse(written) as string;
    const replaced = rule(value);
    return replaced === value ? written : JSON.stringify(replaced);
  } catch {
    return written;
  }
}
