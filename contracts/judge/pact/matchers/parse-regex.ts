import type { AST } from '@eslint-community/regexpp';

/** Loads the parser on first use, because few pacts need it. Undefined for syntax newer than Node.js 20, so that every version of it finds the same. */
export function parseRegex(source: string): AST.Pattern | undefined {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- The judge is synchronous, and esbuild bundles what is required.
  const { RegExpParser } = require('@eslint-community/regexpp') as typeof import('@eslint-community/regexpp');
  try {
    return new RegExpParser({ ecmaVersion: 2024 }).parsePattern(source);
  } catch {
    return undefined;
  }
}
