/** Longer texts are not parsed again, in characters: that would take many times their size in memory. */
const longest = 16 * 1024 * 1024;

/**
 * Where a text stops being JSON, as ` (line 3, column 7)`; empty if unknown. The error of `JSON.parse` quotes the text, which may hold secrets, and often
 * has no place. The other parser is loaded here because only a broken file needs it.
 */
export function placeOfJsonError(text: string): string {
  if (text.length > longest) return '';
  const { parse } = process.getBuiltinModule('node:module').createRequire(__filename)(
    '@humanwhocodes/momoa',
  ) as typeof import('@humanwhocodes/momoa');
  try {
    parse(text, { mode: 'json' });
    return '';
  } catch (error) {
    return placeInError(error);
  }
}

/** The place that an error of that parser has, in the same form. */
export function placeInError(error: unknown): string {
  const { line, column } = error as { line?: unknown; column?: unknown };
  return typeof line === 'number' && typeof column === 'number' ? ` (line ${line}, column ${column})` : '';
}
