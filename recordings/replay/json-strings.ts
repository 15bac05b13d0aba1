/**
 * Replaces the string values in the text of JSON, and leaves all else as it is written: names, numbers, blanks. What no longer is JSON stays as well.
 * Without a regular expression, for which a long string would be too long.
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

/** Where the string ends that begins at a place; -1 when it does not. */
function endOfString(text: string, open: number): number {
  let close = text.indexOf('"', open + 1);
  while (close !== -1 && isEscaped(text, close)) close = text.indexOf('"', close + 1);
  return close;
}

/** After an odd number of backslashes. */
function isEscaped(text: string, place: number): boolean {
  let first = place;
  while (text.charAt(first - 1) === '\\') first -= 1;
  return (place - first) % 2 === 1;
}

function isName(text: string, close: number): boolean {
  let next = close + 1;
  while (/\s/.test(text.charAt(next))) next += 1;
  return text.charAt(next) === ':';
}

function replacedString(written: string, rule: (value: string) => string): string {
  const value = valueOf(written);
  const replaced = value === undefined ? undefined : rule(value);
  return replaced === undefined || replaced === value ? written : JSON.stringify(replaced);
}

function valueOf(written: string): string | undefined {
  try {
    return JSON.parse(written) as string;
  } catch {
    return undefined;
  }
}
