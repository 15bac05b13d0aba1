import { runInThisContext } from 'node:vm';
import { BoundedMemory, remember } from '../../remember.js';
import { LinearRegex, NotLinear } from './linear-regex.js';
import { noSamples, sampleRegex, stepsToSample, type Samples } from './regex-samples.js';
import { OutOfSteps, StepBudget } from './step-budget.js';
import { parseRegex, translate } from './translate-regex.js';

/** How much of a text an expression must match: `whole`, as on the JVM, or `part`, as everywhere else. */
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

/** The outcome for an expression that takes too many steps, or too long. */
const gaveUp = Symbol('gave up');

type Outcome<T> = T | undefined | typeof gaveUp;
type Texts = readonly string[];

/**
 * Matches the regular expressions of one input, and remembers the outcomes. They share a number of steps: an expression beyond it is given up, on every
 * machine at the same one.
 */
export class ForeignRegexes {
  /** Whether an expression was given up since this was last set to false. */
  gaveUp = false;
  private readonly givenUp = new Set<string>();
  private readonly budget = new StepBudget(mostSteps);
  /** By list, because a contract has few, then by expression. */
  private readonly matches = {
    whole: new WeakMap<Texts, BoundedMemory<Outcome<Texts>>>(),
    part: new WeakMap<Texts, BoundedMemory<Outcome<Texts>>>(),
  };
  /** By expression, then by example. */
  private readonly extents = new BoundedMemory<BoundedMemory<Outcome<Extent>>>();
  private readonly samples = new BoundedMemory<Outcome<Samples>>();
  private readonly compiled = { whole: new BoundedMemory<RegExp | undefined>(), part: new BoundedMemory<RegExp | undefined>() };

  /** The texts that an expression matches. Undefined if that is unknown: it is in another language, or was given up. */
  fitting(regex: string, extent: Extent, texts: Texts): Texts | undefined {
    const byRegex = remember(this.matches[extent], texts, () => new BoundedMemory());
    return this.known(
      regex,
      byRegex.recall(regex, () => this.match(regex, extent, texts)),
    );
  }

  /**
   * `whole` if the expression matches its entire example (unanchored expressions usually mean that), else `part`. Undefined if it matches no part of
   * the example, or if that is unknown: it is wrong, in another language, or was given up.
   */
  extentOf(regex: string, example: string): Extent | undefined {
    if (example.length > longestExample) return undefined;
    const byExample = this.extents.recall(regex, () => new BoundedMemory());
    return this.known(
      regex,
      byExample.recall(example, () => this.findExtent(regex, [example])),
    );
  }

  /** Texts that an expression allows; none if it was given up. */
  samplesOf(regex: string): Samples {
    const outcome = this.samples.recall(regex, () =>
      this.attempt(() => {
        if (this.isGivenUp(regex)) throw new OutOfSteps();
        this.budget.spend(stepsToSample(regex));
        return sampleRegex(regex);
      }),
    );
    return this.known(regex, outcome) ?? noSamples;
  }

  /** Whether an expression was given up: whether it can be read, and what it means, is then unknown. */
  isGivenUp(regex: string): boolean {
    return this.givenUp.has(regex);
  }

  private known<T>(regex: string, outcome: Outcome<T>): T | undefined {
    if (outcome !== gaveUp) return outcome;
    this.gaveUp = true;
    this.givenUp.add(regex);
    return undefined;
  }

  private findExtent(regex: string, example: Texts): Outcome<Extent> {
    for (const extent of ['whole', 'part'] as const) {
      const matched = this.match(regex, extent, example);
      if (matched === undefined || matched === gaveUp) return matched;
      if (matched.length > 0) return extent;
    }
    return undefined;
  }

  private match(regex: string, extent: Extent, texts: Texts): Outcome<Texts> {
    if (this.isGivenUp(regex)) return gaveUp;
    const expression = this.compiled[extent].recall(regex, () => compile(regex, extent));
    return expression && this.attempt(() => this.budget.share(mostOfOne, (budget) => matchIn(expression, texts, budget)));
  }

  private attempt<T>(find: () => T): T | typeof gaveUp {
    try {
      return find();
    } catch (error) {
      if (error instanceof OutOfSteps) return gaveUp;
      throw error;
    }
  }
}

/** Undefined for an expression that JavaScript would give another meaning, or rejects. */
function compile(regex: string, extent: Extent): RegExp | undefined {
  const translation = translate(regex);
  if (translation === undefined) return undefined;
  const { source, flags } = translation;
  try {
    return new RegExp(extent === 'whole' ? `^(?:${source})$` : source, flags);
  } catch {
    return undefined;
  }
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

/** The expressions of the input that is judged. */
export function foreignRegexes(): ForeignRegexes {
  return current;
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
