/** The names and indexes that lead to a value from the root of a JSON text. */
export type JsonPath = readonly (string | number)[];

const token = /["{}[\],:\n]|[^\s"{}[\],:]+/g;

/**
 * Visits each member and item of a JSON text in order, and the place of a list's first item, even if the list is empty. It does not recurse.
 * The text may be cut off, or not quite JSON.
 * @param visit gets the path, which changes afterwards, and the line, from 1, on which the name or the item begins.
 * @returns whether the outermost value ends within the text.
 */
export function walkJson(text: string, visit: (path: JsonPath, line: number) => void): boolean {
  const path: (string | number)[] = [];
  let line = 1;
  let isItem = false;
  let string = '';
  let stringLine = 1;
  token.lastIndex = 0;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const [sign] = match;
    if (sign === '\n') {
      line += 1;
      continue;
    }
    if (isItem && sign !== ']') visit(path, line);
    isItem = false;
    const last = path.at(-1);
    if (sign === '"') {
      const end = endOfString(text, token.lastIndex);
      string = text.slice(token.lastIndex, end);
      stringLine = line;
      token.lastIndex = end + 1;
    } else if (sign === '{' || sign === '[') {
      isItem = sign === '[';
      path.push(isItem ? 0 : '');
      if (isItem) visit(path, line);
    } else if (sign === '}' || sign === ']') {
      path.pop();
      if (path.length === 0) return true;
    } else if (sign === ':' && typeof last === 'string') {
      path[path.length - 1] = nameOf(string);
      visit(path, stringLine);
    } else if (sign === ',' && typeof last === 'number') {
      path[path.length - 1] = last + 1;
      isItem = true;
    }
  }
  return false;
}

/** By single steps: a regular expression would run out of memory in a long string. */
function endOfString(text: string, start: number): number {
  let at = start;
  while (at < text.length && text.charAt(at) !== '"') at += text.charAt(at) === '\\' ? 2 : 1;
  return at;
}

function nameOf(written: string): string {
  if (!written.includes('\\')) return written;
  try {
    return JSON.parse(`"${written}"`) as string;
  } catch {
    return written;
  }
}
