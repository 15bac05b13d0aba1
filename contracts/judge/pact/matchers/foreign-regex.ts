import { runInThisContext } from 'node:vm';
import { BoundedMap, remember, type KeyValueStore } from '../../remember.js';
import { LinearRegex, NotLinear } from './linear-regex.js';
import { noSamples, sampleRegex, stepsToSample, type Samples } from './regex-samples.js';
import { OutOfSteps, StepBudget } from './step-budget.js';
import { parseRegex, translate } from './translate-regex.js';

/** How much of a text an expression must match: `whole`, as on the JVM, or `part`, as elsewhere. */
export type Extent = 'whole' | 'part';

/** The most steps of the expressions of one input: some seconds. */
const mostSteps = 50_000_000;

/** The most steps of one expression. */
const mostOfOne = 5_000_000;

/** The cost of an expression with a back-reference, in steps: only such a one may take as long as its time limit. */
const backtracking = 2_500_000;

/** The time limit of an expression with a back-reference, in milliseconds. */
const timeout = 100;

/** The longest example that is matched, in characters. Documented values are shorter. */
const longestExample = 300;

/** The longest expression that is parsed, in characters. */
const longestSource = 20_000;

export type Texts = readonly string[];

/** The regular expressions of one input. They share a number of steps: an expression beyond it is given up, on every machine at the same one. */
export class ForeignRegexes {
  /** Whether an answer of an expression was missing since this was last set to false, because it was given up. */
  gaveUp = false;
  readonly budget = new StepBudget(mostSteps);
  private readonly bySource = new BoundedMap<ForeignRegex>();

  of(source: string): ForeignRegex {
    return remember(this.bySource, source, () => new ForeignRegex(source, this));
  }
}

/** A regular expression of a pact, and its answers. After it was given up, it gives no new ones. */
class ForeignRegex {
  /** Whether it took too many steps, or too long. */
  isGivenUp = false;
  private readonly expressions: Readonly<Record<Extent, RegExp | undefined>>;
  /** Cached by list, because a contract has few lists. */
  private readonly matches = { whole: new WeakMap<Texts, Texts | undefined>(), part: new WeakMap<Texts, Texts | undefined>() };
  private readonly extents = new BoundedMap<Extent | undefined>();
  private samples: Samples | undefined;

  constructor(
    private readonly source: string,
    private readonly input: ForeignRegexes,
  ) {
    this.expressions = toRegExps(source);
  }

  /** The texts that it matches. Undefined if that is unknown: it is in another language, or was given up. */
  fitting(extent: Extent, texts: Texts): Texts | undefined {
    return this.answer(this.matches[extent], texts, () => this.match(extent, texts));
  }

  /**
   * `whole` if it matches its entire example (unanchored expressions usually mean that) or has no example, else `part`. Undefined if it matches no part
   * of the example, or if that is unknown: it is wrong, in another language, or was given up.
   */
  extentFor(example: unknown): Extent | undefined {
    if (!['string', 'number', 'boolean'].includes(typeof example)) return this.fitting('whole', anyText) && 'whole';
    const text = String(example);
    const extents = ['whole', 'part'] as const;
    return text.length > longestExample
      ? undefined
      : this.answer(this.extents, text, () => extents.find((extent) => this.match(extent, [text])?.length));
  }

  /** Texts that it allows; none if it was given up. */
  sampleTexts(): Samples {
    this.samples ??= this.attempt(() => {
      this.input.budget.spend(stepsToSample(this.source));
      return sampleRegex(this.source);
    });
    return this.samples ?? noSamples;
  }

  private match(extent: Extent, texts: Texts): Texts | undefined {
    const expression = this.expressions[extent];
    return expression && this.input.budget.share(mostOfOne, (budget) => matchIn(expression, texts, budget));
  }

  private answer<K, T>(known: KeyValueStore<K, T>, key: K, find: () => T): T | undefined {
    if (known.has(key)) return known.get(key);
    const found = this.attempt(find);
    if (!this.isGivenUp) known.set(key, found as T);
    return found;
  }

  private attempt<T>(find: () => T): T | undefined {
    try {
      if (this.isGivenUp) throw new OutOfSteps();
      return find();
    } catch (error) {
      if (!(error instanceof OutOfSteps)) throw error;
      this.isGivenUp = true;
      this.input.gaveUp = true;
      return undefined;
    }
  }
}

const anyText: Texts = [''];

/** Undefined for an expression that JavaScript would give another meaning, or rejects. */
function toRegExps(regex: string): Record<Extent, RegExp | undefined> {
  const { source, flags } = translate(regex) ?? {};
  const create = (text: string): RegExp | undefined => {
    try {
      return new RegExp(text, flags);
    } catch {
      return undefined;
    }
  };
  return { whole: source === undefined ? undefined : create(`^(?:${source})$`), part: source === undefined ? undefined : create(source) };
}

/** Undefined for syntax that only later versions of JavaScript know. @throws OutOfSteps */
function matchIn(expression: RegExp, texts: Texts, budget: StepBudget): Texts | undefined {
  const { source, flags } = expression;
  const longest = texts.reduce((most, { length }) => Math.max(most, length), 0);
  try {
    if (isTame(source)) {
      budget.spend(source.length + texts.length * (1 + (longest * longest) / 32));
      return texts.filter((text) => expression.test(text));
    }
    if (source.length > longestSource) throw new OutOfSteps();
    const pattern = parseRegex(source);
    const linear = pattern && new LinearRegex(pattern, flags, longest, budget);
    return linear && texts.filter((text) => linear.test(text));
  } catch (error) {
    if (error instanceof NotLinear) return backtrack(expression, texts, budget);
    // Groups that are nested too deep for the stack.
    throw error instanceof RangeError ? new OutOfSteps() : error;
  }
}

/** An expression with one repetition and few choices finishes soon, and needs no parser. */
function isTame(source: string): boolean {
  const count = (part: RegExp): number => source.match(part)?.length ?? 0;
  return source.length < 1_000 && !/\)[*+{]|\(\?[=!<]|\\[1-9k]/.test(source) && count(/[*+]|\{\d*,/g) <= 1 && count(/\?(?!:)|\|/g) <= 2;
}

/** Matches under a time limit. */
function backtrack({ source, flags }: RegExp, texts: Texts, budget: StepBudget): Texts {
  budget.spend(backtracking);
  const create = `new RegExp(${JSON.stringify(source)}, ${JSON.stringify(flags)})`;
  const filter = `((regex) => ${JSON.stringify(texts)}.filter((text) => regex.test(text)))`;
  try {
    return runInThisContext(`${filter}(${create})`, { timeout }) as Texts;
  } catch {
    throw new OutOfSteps();
  }
}

let current = new ForeignRegexes();

/** An expression of the input that is judged. */
export function foreignRegex(source: string): ForeignRegex {
  return current.of(source);
}

/** Judges with the expressions of an input, and reports whether one was given up. */
export function withRegexes<T>(regexes: ForeignRegexes, judge: () => T): { readonly judged: T; readonly gaveUp: boolean } {
  const before = current;
  current = regexes;
  regexes.gaveUp = false;
  try {
    const judged = judge();
    return { judged, gaveUp: regexes.gaveUp };
  } finally {
    current = before;
  }
}
