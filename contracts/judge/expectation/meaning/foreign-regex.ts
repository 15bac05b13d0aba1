import { runInThisContext } from 'node:vm';
import { BoundedMemory } from '../../bounded-memory.js';

/** How much of a text an expression must match: `whole`, as on the JVM, or `part`, as everywhere else. */
export type Extent = 'whole' | 'part';

/** Time limit of one expression, in milliseconds. The texts are short: only catastrophic backtracking takes longer. */
const timeout = 100;

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

/** By list, because a contract has few, and by expression. `null` if unknown. */
const matches: Readonly<Record<Extent, WeakMap<readonly string[], BoundedMemory<readonly string[] | null>>>> = {
  whole: new WeakMap(),
  part: new WeakMap(),
};

/**
 * The texts that an expression matches. Undefined if unknown: the expression comes from another language, and JavaScript rejects it, gives it
 * another meaning, or does not finish in time.
 */
export function fitting(regex: string, extent: Extent, texts: readonly string[]): readonly string[] | undefined {
  let byRegex = matches[extent].get(texts);
  if (byRegex === undefined) matches[extent].set(texts, (byRegex = new BoundedMemory()));
  return byRegex.recall(regex, () => match(regex, extent, texts) ?? null) ?? undefined;
}

/** The longest example that is matched, in characters. Documented values are shorter. */
const longestExample = 300;

/** By expression, and by example. `null` if unknown. */
const extents = new BoundedMemory<BoundedMemory<Extent | null>>();

/**
 * `whole` if the expression matches its entire example (unanchored expressions usually mean that), else `part`. Undefined if it matches no part of
 * the example, or if that is unknown: then it is wrong or in another language.
 */
export function extentOf(regex: string, example: string): Extent | undefined {
  if (example.length > longestExample) return undefined;
  const byExample = extents.recall(regex, () => new BoundedMemory());
  return byExample.recall(example, () => findExtent(regex, [example])) ?? undefined;
}

function findExtent(regex: string, example: readonly string[]): Extent | null {
  const whole = match(regex, 'whole', example);
  if (whole === undefined || whole.length > 0) return whole === undefined ? null : 'whole';
  return match(regex, 'part', example)?.length === 1 ? 'part' : null;
}

/** `null` for an expression that cannot be used. */
const compiled: Readonly<Record<Extent, BoundedMemory<RegExp | null>>> = { whole: new BoundedMemory(), part: new BoundedMemory() };

function match(regex: string, extent: Extent, texts: readonly string[]): readonly string[] | undefined {
  const expression = compiled[extent].recall(regex, () => compile(regex, extent));
  if (expression === null) return undefined;
  if (isTame(expression)) return texts.filter((text) => expression.test(text));
  const { source, flags } = expression;
  const create = `new RegExp(${JSON.stringify(source)}, ${JSON.stringify(flags)})`;
  const filter = `((regex) => ${JSON.stringify(texts)}.filter((text) => regex.test(text)))`;
  try {
    return runInThisContext(`${filter}(${create})`, { timeout }) as readonly string[];
  } catch {
    return undefined;
  }
}

function compile(regex: string, extent: Extent): RegExp | null {
  const translation = translate(regex);
  if (translation === undefined) return null;
  const { source, flags } = translation;
  try {
    return new RegExp(extent === 'whole' ? `^(?:${source})$` : source, flags);
  } catch {
    return null;
  }
}

/** An expression with few repetitions and optional parts finishes soon. A time limit would cost more than its run. */
function isTame({ source }: RegExp): boolean {
  const count = (quantifiers: RegExp): number => source.match(quantifiers)?.length ?? 0;
  return source.length < 1_000 && !/\)[*+{]/.test(source) && count(/[*+{]/g) <= 3 && count(/\?/g) <= 8;
}
