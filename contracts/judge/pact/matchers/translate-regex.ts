import type { AST } from '@eslint-community/regexpp';

/** An expression as JavaScript writes it. */
export interface Translation {
  readonly source: string;
  readonly flags: string;
}

/**
 * Syntax that JavaScript accepts, but reads differently from the languages of other Pact libraries.
 * Letters after a backslash, code points in braces, POSIX classes, class intersections, a quantifier without a minimum. (It rejects `++` and `(?>`.)
 */
const foreign = /\\(?:[ACEGHKLMNOPQRTUVXYZaeghijlmopqyz]|[xu]\{)|\[\[:|&&|\{,\d/;

/** Undefined if JavaScript would give the expression another meaning. JavaScript may still reject the result. */
export function translate(regex: string): Translation | undefined {
  const [inline = ''] = /^\(\?[imsu]+\)/.exec(regex) ?? [];
  const source = regex
    .slice(inline.length)
    .replace(/^\\A/, '^')
    .replace(/\\[zZ]$/, '$');
  if (foreign.test(source.replaceAll('\\\\', '_'))) return undefined;
  return { source, flags: ['i', 'm', 's'].filter((flag) => inline.includes(flag)).join('') };
}

/** Undefined for syntax newer than Node.js 20, so that all versions agree. The parser is loaded on first use, because few pacts need it. */
export function parseRegex(source: string): AST.Pattern | undefined {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- The judge is synchronous, and esbuild bundles required modules.
  const { RegExpParser } = require('@eslint-community/regexpp') as typeof import('@eslint-community/regexpp');
  try {
    return new RegExpParser({ ecmaVersion: 2024 }).parsePattern(source);
  } catch {
    return undefined;
  }
}
