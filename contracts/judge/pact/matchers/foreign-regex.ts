import { runInThisContext } from 'node:vm';
import { BoundedMemory } from '../../bounded-memory.js';
import { LinearRegex, NotLinear } from './linear-regex.js';
import { parseRegex } from './parse-regex.js';
import { samplesOf, stepsToSample, type Samples } from './regex-samples.js';
import { OutOfSteps, StepBudget } from './step-budget.js';
import { translate } from './translate-regex.js';

/** How much of a text an expression must match: `whole`, as on the JVM, or `part`, as everywhere else. */
export type Extent = 'whole' | 'part';

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

/** The most steps of the expressions of one input: some seconds. */
const mostSteps = 50_000_000;

/** The most steps of one expression. */
const mostOfOne = 5_000_000;

/** What an expression with a back-reference costs, in steps: it is the only one that may take as long as its time limit. */
const backtracking = 2_500_000;

/** Time limit of an expression with a back-reference, in milliseconds. */
const timeout = 100;

/** The longest example that is matched, in characters. Documented values are shorter. */
const longestExample = 300;

/** Of an expression that takes too many steps, or too long. */
const gaveUp = Symbol('gave up');

type Found<T> = T | undefined | typeof gaveUp;

/**
 * Matches the expressions of one input, which a stranger wrote, and remembers what was found. Together they may take a number of steps: what is asked
 * beyond that is unknown, whatever the machine, and the interaction that asks says so.
 */
export class ForeignRegexes {
  /** Whether an expression was given up since this was last set to false. */
  gaveUp = false;
  private readonly givenUp = new Set<string>();
  private readonly budget = new StepBudget(mostSteps);
  /** By list, because a contract has few, and by expression. */
  private readonly matches: Readonly<
    Record<Extent, WeakMap<readonly string[], BoundedMemory<{ readonly found: Found<readonly string[]> }>>>
  > = {
    whole: new WeakMap(),
    part: new WeakMap(),
  };
  /** By expression, and by example. */
  private readonly extents = new BoundedMemory<BoundedMemory<{ readonly found: Found<Extent> }>>();
  private readonly samples = new BoundedMemory<{ readonly found: Found<Samples> }>();
  private readonly compiled: Readonly<Record<Extent, BoundedMemory<{ readonly expression: RegExp | undefined }>>> = {
    whole: new BoundedMemory(),
    part: new BoundedMemory(),
  };

  /** The texts that an expression matches. Undefined if unknown: it comes from another language, or was given up. */
  fitting(regex: string, extent: Extent, texts: readonly string[]): readonly string[] | undefined {
    let byRegex = this.matches[extent].get(texts);
    if (byRegex === undefined) this.matches[extent].set(texts, (byRegex = new BoundedMemory()));
    return this.known(regex, byRegex.recall(regex, () => ({ found: this.match(regex, extent, texts) })).found);
  }

  /**
   * `whole` if the expression matches its entire example (unanchored expressions usually mean that), else `part`. Undefined if it matches no part of
   * the example, or if that is unknown: then it is wrong or in another language, or was given up.
   */
  extentOf(regex: string, example: string): Extent | undefined {
    if (example.length > longestExample) return undefined;
    const byExample = this.extents.recall(regex, () => new BoundedMemory());
    return this.known(regex, byExample.recall(example, () => ({ found: this.findExtent(regex, [example]) })).found);
  }

  /** Texts that an expression allows; none if it was given up. */
  samplesOf(regex: string): Samples {
    const sample = (): Found<Samples> =>
      this.attempt(() => {
        if (this.isGivenUp(regex)) throw new OutOfSteps();
        this.budget.spend(stepsToSample(regex));
        return samplesOf(regex);
      });
    return this.known(regex, this.samples.recall(regex, () => ({ found: sample() })).found) ?? { texts: [], complete: false };
  }

  /** Whether an expression was given up that was asked for: then nobody knows whether it can be read, or what it means. */
  isGivenUp(regex: string): boolean {
    return this.givenUp.has(regex);
  }

  private known<T>(regex: string, found: Found<T>): T | undefined {
    if (found !== gaveUp) return found;
    this.gaveUp = true;
    this.givenUp.add(regex);
    return undefined;
  }

  private findExtent(regex: string, example: readonly string[]): Found<Extent> {
    const whole = this.match(regex, 'whole', example);
    if (whole === undefined || whole === gaveUp) return whole;
    if (whole.length > 0) return 'whole';
    const part = this.match(regex, 'part', example);
    if (part === undefined || part === gaveUp) return part;
    return part.length > 0 ? 'part' : undefined;
  }

  private match(regex: string, extent: Extent, texts: readonly string[]): Found<readonly string[]> {
    if (this.isGivenUp(regex)) return gaveUp;
    const { expression } = this.compiled[extent].recall(regex, () => ({ expression: compile(regex, extent) }));
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

/** Undefined for syntax that only later versions of JavaScript know. @throws OutOfSteps for an expression that is given up. */
function matchIn(expression: RegExp, texts: readonly string[], budget: StepBudget): readonly string[] | undefined {
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

/** Matches under a time limit. */
function backtrack({ source, flags }: RegExp, texts: readonly string[], budget: StepBudget): readonly string[] {
  budget.spend(backtracking);
  const create = `new RegExp(${JSON.stringify(source)}, ${JSON.stringify(flags)})`;
  const filter = `((regex) => ${JSON.stringify(texts)}.filter((text) => regex.test(text)))`;
  try {
    return runInThisContext(`${filter}(${create})`, { timeout }) as readonly string[];
  } catch {
    throw new OutOfSteps();
  }
}

/** The longest expression that is parsed, in characters. */
const longestSource = 20_000;

/** An expression with one repetition and few choices finishes soon, and needs no parser. */
function isTame(source: string): boolean {
  const count = (part: RegExp): number => source.match(part)?.length ?? 0;
  return source.length < 1_000 && !/\)[*+{]|\(\?[=!<]|\\[1-9k]/.test(source) && count(/[*+]|\{\d*,/g) <= 1 && count(/\?(?!:)|\|/g) <= 2;
}

let current = new ForeignRegexes();

/** Those that are in use: the ones of the input that is judged. */
export function foreignRegexes(): ForeignRegexes {
  return current;
}

/** Judges with the expressions of an input. Tells whether one was given up. */
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
