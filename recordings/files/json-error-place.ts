/** Longer texts are not parsed again, in characters: that would take many times their size in memory. */
const longest = 16 * 1024 * 1024;

interface JsonErrorPlace {
  readonly line: number;
  readonly column: number;
}

/**
 * Where a text stops being JSON, as ` (line 3, column 7)`; empty if unknown. The error of `JSON.parse` quotes the text, which may hold secrets, and often
 * has no place.
 * @param mode `jsonc` takes comments and trailing commas.
 */
export function placeOfJsonError(text: string, mode?: 'json' | 'jsonc'): string {
  const place = jsonErrorPlace(text, mode);
  return place === undefined ? '' : ` (line ${place.line}, column ${place.column})`;
}

/** The same, as numbers from 1. A text that is cut off stops after its last character. */
export function jsonErrorPlace(text: string, mode: 'json' | 'jsonc' = 'json'): JsonErrorPlace | undefined {
  if (text.length > longest) return undefined;
  const found = parserError(text, mode);
  if (found === undefined) return undefined;
  // The parser gives the end of a text the place of an earlier token. A character that JSON does not have gets its own.
  const written = text.trimEnd();
  const marked = parserError(`${written}\n?`, mode);
  if (marked === undefined || marked.offset < written.length) return found;
  const lines = written.split('\n');
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

/** Undefined also for a text that nests too deeply. The parser is loaded here because only a broken file needs it. */
function parserError(text: string, mode: 'json' | 'jsonc'): (JsonErrorPlace & { readonly offset: number }) | undefined {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- esbuild bundles required modules.
  const { parse } = require('@humanwhocodes/momoa') as typeof import('@humanwhocodes/momoa');
  try {
    parse(text, { mode, allowTrailingCommas: mode === 'jsonc' });
    return undefined;
  } catch (error) {
    const { line, column, offset } = error as { line?: unknown; column?: unknown; offset?: unknown };
    return typeof line === 'number' && typeof column === 'number' && typeof offset === 'number' ? { line, column, offset } : undefined;
  }
}
