import type { Matcher, RuleList } from '../interaction.js';

/** What stands where there is no rule: the example is meant. */
export const theExample: RuleList = { combine: 'and', matchers: [{ kind: 'equality' }] };

/** True when the rules say what may come in the place of the example, and not only how much of the example is meant. */
export function goesBeyondExample(list: RuleList): boolean {
  return list.matchers.some(({ kind }) => kind !== 'equality' && kind !== 'type' && kind !== 'not-empty');
}

/** True when enough of the matchers hold: one, or all of them, as the list combines them. */
export function combined(list: RuleList, holds: (matcher: Matcher) => boolean): boolean {
  return list.combine === 'or' ? list.matchers.some(holds) : list.matchers.every(holds);
}
