import { anyStep, type BodyRule, type Matcher, type RuleList } from './interaction.js';

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
  const inherited = best.path.length < path.length;
  if (!inherited) return { list: best.list, inherited, generated: best.generated };
  const handedDown = best.list.matchers.filter(isHandedDown);
  if (handedDown.length === 0) return undefined;
  return { list: { combine: best.list.combine, matchers: handedDown }, inherited, generated: false };
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
  return kind === 'type' || kind === 'equality' || kind === 'unknown';
}
