/** An expression as JavaScript writes it. */
export interface Translation {
  readonly source: string;
  readonly flags: string;
}

/**
 * Syntax that JavaScript accepts with another meaning than the languages of other Pact libraries, or as plain letters: letters after a backslash, code
 * points in braces, POSIX classes, class intersections, and a quantifier without a minimum. It rejects the rest: `++`, `(?>`.
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
