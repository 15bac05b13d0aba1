import type { InputFormat } from './format.js';

/**
 * Tells the format of a text by its first part: by the names in its outermost object, or in the first object of its outermost list.
 * Undefined when they are those of none.
 */
export function detectFormat(text: string): InputFormat | undefined {
  const start = text.trimStart();
  if (start.startsWith('[')) return firstNames(start.slice(1).trimStart()).has('scope') ? 'nock' : undefined;
  const names = firstNames(start);
  if (names.has('log')) return 'har';
  if (names.has('request')) return 'ndjson';
  return names.has('interactions') || names.has('messages') || (names.has('consumer') && names.has('provider')) ? 'pact' : undefined;
}

/**
 * A string, or anything that opens, closes or parts. A string may lack its end, where the part that is looked at ends: else the search would
 * go on at each quote within it, and take the square of its length.
 */
const token = /"((?:[^"\\]|\\.)*)(?:"|\\?$)|[{}[\]:,]/gs;

/** The names of the members of the object with which a text begins, as far as the text goes. */
function firstNames(text: string): ReadonlySet<string> {
  const names = new Set<string>();
  if (!text.startsWith('{')) return names;
  let depth = 0;
  let last: string | undefined;
  for (const [found, string] of text.matchAll(token)) {
    if (found === '{' || found === '[') depth += 1;
    else if (found === '}' || found === ']') depth -= 1;
    else if (found === ':' && depth === 1 && last !== undefined) names.add(last);
    if (depth === 0) break;
    last = string;
  }
  return names;
}
