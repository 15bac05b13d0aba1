import { anyStep, type BodyRule, type Matcher, type RuleList } from './interaction.js';
import { askedOfValues, isMembers } from './members.js';

/** The rules that hold at a place. */
export interface RuleAt {
  readonly list: RuleList;
  /** True when it was made for an object around the place, and is handed down from there. */
  readonly inherited: boolean;
  readonly generated: boolean;
}

/** The rules that hold at a place; undefined where none does. */
export function ruleAt(rules: readonly BodyRule[], path: readonly string[]): RuleAt | undefined {
  const best = strongest(rules, path);
  if (best === undefined) return undefined;
  const below = path.length - best.path.length;
  if (below === 0) return { list: best.list, inherited: false, generated: best.generated };
  const { combine } = best.list;
  let { matchers } = best.list;
  // To ask something of each value is to ask it of this one.
  const inherited = below > 1 || !matchers.some((matcher) => isMembers(matcher) && matcher.values !== undefined);
  for (let step = 0; step < below; step += 1) matchers = handedDown(matchers, combine);
  return matchers.length === 0 ? undefined : { list: { combine, matchers }, inherited, generated: false };
}

function handedDown(matchers: readonly Matcher[], combine: RuleList['combine']): readonly Matcher[] {
  if (!matchers.some(isMembers)) return matchers.filter(isHandedDown);
  const asked = matchers.flatMap((matcher) =>
    isMembers(matcher) ? askedOfValues(matcher, combine) : isHandedDown(matcher) ? [matcher] : [],
  );
  // To ask nothing besides adds nothing.
  const something = combine === 'and' ? asked.filter(({ kind }) => kind !== 'anything') : asked;
  return something.length > 0 ? something : asked;
}

/**
 * Chooses the rule of a place as Pact does: of all whose path leads to it, or to something around it, the one with the greatest weight, which
 * longer paths and spelt-out names have.
 */
export function strongest<Rule extends Pick<BodyRule, 'path'>>(rules: readonly Rule[], path: readonly string[]): Rule | undefined {
  let best: Rule | undefined;
  let weight = 0;
  for (const rule of rules) {
    const own = weightOf(rule, path);
    if (own >= weight && own > 0) {
      best = rule;
      weight = own;
    }
  }
  return best;
}

function weightOf({ path: steps }: Pick<BodyRule, 'path'>, path: readonly string[]): number {
  if (steps.length > path.length) return 0;
  let weight = steps.length + 1;
  for (let place = 0; place < steps.length; place += 1) {
    const step = steps[place];
    if (step === path[place]) weight *= 2;
    else if (step !== anyStep) return 0;
  }
  return weight;
}

function isHandedDown({ kind }: Matcher): boolean {
  return kind === 'type' || kind === 'equality' || kind === 'anything' || kind === 'unknown';
}
