import { runInThisContext } from 'node:vm';

/** `whole`: all of the text must fit, as in the JVM. `part`: some part of it is enough, as everywhere else. */
export type Extent = 'whole' | 'part';

/** How long one expression may take. The texts are short: whoever needs longer backtracks without end. */
const milliseconds = 100;

/** The most expressions to remember for a list of texts. A consumer writes few, in many interactions. */
const most = 1_000;

type Found = Map<string, readonly string[] | undefined>;

/** By the list itself, which is one of the few that a contract gives, and by the expression. */
const remembered: Readonly<Record<Extent, WeakMap<readonly string[], Found>>> = { whole: new WeakMap(), part: new WeakMap() };

/**
 * What JavaScript reads as something else than the languages of other Pact libraries do, or reads as plain letters: letters behind a backslash, code
 * points in braces, classes of POSIX, what classes have in common, and no least number of times. (It refuses the rest: `++`, `(?>`.)
 */
const foreign = /\\(?:[ACEGHKLMNOPQRTUVXYZaeghijlmopqyz]|[xu]\{)|\[\[:|&&|\{,\d/;

/**
 * Those of some texts that a regular expression of a pact fits; undefined when it cannot be told. The expression was written for the engine of
 * another language, and by a stranger: one that JavaScript cannot read, or would read as something else, or that does not come to an end, says
 * nothing.
 */
export function fitting(regex: string, extent: Extent, texts: readonly string[]): readonly string[] | undefined {
  let byRegex = remembered[extent].get(texts);
  if (byRegex === undefined) remembered[extent].set(texts, (byRegex = new Map<string, readonly string[] | undefined>()));
  const known = byRegex.get(regex);
  if (known !== undefined || byRegex.has(regex)) return known;
  if (byRegex.size >= most) byRegex.clear();
  const found = find(regex, extent, texts);
  byRegex.set(regex, found);
  return found;
}

/** An expression as JavaScript writes it. */
interface Translated {
  readonly source: string;
  readonly flags: string;
  /** Of one that certainly comes to an end soon: it can be run without a guard. */
  readonly tame: RegExp | undefined;
}

const translations: Readonly<Record<Extent, Map<string, Translated | undefined>>> = { whole: new Map(), part: new Map() };

function find(regex: string, extent: Extent, texts: readonly string[]): readonly string[] | undefined {
  const known = translations[extent];
  if (!known.has(regex)) {
    if (known.size >= most) known.clear();
    known.set(regex, translate(regex, extent));
  }
  const translated = known.get(regex);
  if (translated === undefined) return undefined;
  const { source, flags, tame } = translated;
  if (tame !== undefined) return texts.filter((text) => tame.test(text));
  const [expression, letters, list] = [source, flags, texts].map((part) => JSON.stringify(part));
  try {
    const found: unknown = runInThisContext(
      `{ const regex = new RegExp(${expression ?? ''}, ${letters ?? ''}); ${list ?? ''}.map((text) => (regex.test(text) ? 'y' : 'n')).join(''); }`,
      { timeout: milliseconds },
    );
    return typeof found === 'string' ? texts.filter((_, place) => found.charAt(place) === 'y') : undefined;
  } catch {
    return undefined;
  }
}

/** Undefined for one that JavaScript refuses, or would read as something else. */
function translate(regex: string, extent: Extent): Translated | undefined {
  const written = /^\(\?[imsu]+\)/.exec(regex)?.[0] ?? '';
  const inner = regex
    .slice(written.length)
    .replace(/^\\A/, '^')
    .replace(/\\[zZ]$/, '$');
  if (foreign.test(inner.replaceAll('\\\\', '_'))) return undefined;
  const source = extent === 'whole' ? `^(?:${inner})$` : inner;
  const flags = ['i', 'm', 's'].filter((flag) => written.includes(flag)).join('');
  try {
    const expression = new RegExp(source, flags);
    return { source, flags, tame: isTame(source) ? expression : undefined };
  } catch {
    return undefined;
  }
}

/** By the expression, and by the example. */
const extents = new Map<string, Map<string, Extent | undefined>>();

/**
 * How much of a text an expression asks for, as far as its own example tells: all of it, where it fits all of its example, for who leaves out the
 * anchors means no more; else a part. Undefined when it cannot be told, or fits no part of it: then it is of another language, or wrong.
 */
export function extentOf(regex: string, example: string): Extent | undefined {
  let byExample = extents.get(regex);
  if (byExample === undefined) {
    if (extents.size >= most) extents.clear();
    extents.set(regex, (byExample = new Map<string, Extent | undefined>()));
  }
  if (!byExample.has(example)) {
    if (byExample.size >= most) byExample.clear();
    byExample.set(example, findExtent(regex, example));
  }
  return byExample.get(example);
}

/** The longest example that is looked at: what is documented is shorter. */
const longestExample = 300;

function findExtent(regex: string, example: string): Extent | undefined {
  if (example.length > longestExample) return undefined;
  const whole = find(regex, 'whole', [example]);
  if (whole === undefined || whole.length > 0) return whole && 'whole';
  return find(regex, 'part', [example])?.length === 1 ? 'part' : undefined;
}

/** True with few repetitions, and none of a group. To guard a run costs more than the run. */
function isTame(source: string): boolean {
  return source.length < 1_000 && !/\)[*+{]/.test(source) && (source.match(/[*+{]/g) ?? []).length <= 3;
}
