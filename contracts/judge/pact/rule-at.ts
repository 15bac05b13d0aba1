import { anyStep, type BodyRule } from './interaction.js';
import type { Matcher, RuleList } from './matchers/rule-list.js';
import { allowed } from './matchers/allowed.js';

export interface RuleAt {
  readonly list: RuleList;
  /** True when they were written for an object around the place. */
  readonly inherited: boolean;
  readonly generated: boolean;
}

/** The rules that hold at a place; undefined without any. */
export function ruleAt(rules: readonly BodyRule[], path: readonly string[]): RuleAt | undefined {
  const best = strongest(rules, path);
  if (best === undefined) return undefined;
  const below = path.length - best.path.length;
  if (below === 0) return { list: best.list, inherited: false, generated: best.generated };
  const { combine } = best.list;
  let { matchers } = best.list;
  // A rule for each value is a rule for this value.
  const inherited = below > 1 || !matchers.some((matcher) => isMembers(matcher) && matcher.values !== undefined);
  for (let step = 0; step < below; step += 1) matchers = handDown(matchers, combine);
  return matchers.length === 0 ? undefined : { list: { combine, matchers }, inherited, generated: false };
}

/** The matchers that those of an object imply for its members. */
function handDown(matchers: readonly Matcher[], combine: RuleList['combine']): readonly Matcher[] {
  const implied = matchers.flatMap((matcher) => {
    if (isMembers(matcher)) return matchersOfValues(matcher, combine);
    return ['type', 'equality', 'anything', 'unknown'].includes(matcher.kind) ? [matcher] : [];
  });
  if (!matchers.some(isMembers) || combine === 'or') return implied;
  // Beside others, a matcher that accepts anything adds nothing.
  const strict = implied.filter(({ kind }) => kind !== 'anything');
  return strict.length > 0 ? strict : implied;
}

/** Chooses the rule of a place as Pact does: the one with the greatest weight, which longer paths and literal names have. */
export function strongest<Rule extends Pick<BodyRule, 'path'>>(rules: readonly Rule[], path: readonly string[]): Rule | undefined {
  let best: Rule | undefined;
  let weight = 1;
  for (const rule of rules) {
    const own = weightOf(rule, path);
    if (own < weight) continue;
    best = rule;
    weight = own;
  }
  return best;
}

/** 0 for a rule that does not lead to the place or to an object around it. */
function weightOf({ path: steps }: Pick<BodyRule, 'path'>, path: readonly string[]): number {
  if (steps.length > path.length) return 0;
  let weight = steps.length + 1;
  for (const [place, step] of steps.entries()) {
    const isAnyItem = path[place] === '*' && typeof step === 'number';
    if (step === path[place] || isAnyItem) weight *= 2;
    else if (step !== anyStep) return 0;
  }
  return weight;
}

type Members = Extract<Matcher, { kind: 'members' }>;

export function isMembers(matcher: Matcher): matcher is Members {
  return matcher.kind === 'members';
}

/**
 * The matchers of each value, as Pact compares them: those of `eachValue`, the example of `values`, and anything for `eachKey`. Within an `or`, an
 * `eachValue` of several rules counts as anything, because a list has one way to combine.
 */
function matchersOfValues({ keys, values }: Members, combine: RuleList['combine']): readonly Matcher[] {
  if (values !== undefined && (combine === 'and' || values.matchers.length <= 1)) return values.matchers;
  return [{ kind: values === undefined && keys === undefined ? 'equality' : 'anything' }];
}

/** The rules of `eachValue`; undefined if a value may satisfy another matcher instead. */
export function eachValue({ combine, matchers }: RuleList): RuleList | undefined {
  const each = matchers.filter((matcher): matcher is Members => isMembers(matcher) && matcher.values !== undefined);
  if (each.length === 0 || (combine === 'or' && each.length < matchers.length)) return undefined;
  return { combine, matchers: each.flatMap((matcher) => matchersOfValues(matcher, combine)) };
}

/** The rules that forbid a member of that name; undefined if it is allowed. */
export function keysWithout({ combine, matchers }: RuleList, name: string): RuleList | undefined {
  const refusing = matchers.flatMap((matcher) => {
    const keys = isMembers(matcher) ? matcher.keys : undefined;
    return keys !== undefined && allowed(keys, undefined, [name]).length === 0 ? [keys] : [];
  });
  return combine === 'and' || refusing.length === matchers.length ? refusing[0] : undefined;
}
