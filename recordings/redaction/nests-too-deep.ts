/** How deep the JSON of a body may nest: far deeper than any of Graph, and shallow enough for every step that recurses. */
const deepest = 1_000;

/** Whether a JSON text nests too deep to be redacted and scanned. Brackets in strings do not count. */
export function nestsTooDeep(body: unknown): boolean {
  if (typeof body !== 'string') return false;
  let depth = 0;
  for (const [bracket] of body.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"|[[\]{}]/gs)) {
    if (bracket === '[' || bracket === '{') depth += 1;
    else if (bracket === ']' || bracket === '}') depth -= 1;
    if (depth > deepest) return true;
  }
  return false;
}
