import type { Matcher, RuleList } from './interaction.js';
import { allowed } from './matchers/allowed-texts.js';

type Members = Extract<Matcher, { kind: 'members' }>;

const equality: readonly Matcher[] = [{ kind: 'equality' }];
const anything: readonly Matcher[] = [{ kind: 'anything' }];

export function isMembers(matcher: Matcher): matcher is Members {
  return matcher.kind === 'members';
}

/**
 * What a matcher asks of each value, as Pact compares them: `eachValue` what it says, `values` the example, and `eachKey` nothing. Where any of
 * several matchers is enough, an `eachValue` of many rules is taken to ask nothing: one list cannot say all of that.
 */
export function askedOfValues({ keys, values }: Members, combine: RuleList['combine']): readonly Matcher[] {
  if (values !== undefined) return combine === 'or' && values.matchers.length > 1 ? anything : values.matchers;
  return keys === undefined ? equality : anything;
}

/** What the rules ask of the values, where they ask it themselves and do not leave it to the example: `eachValue`. */
export function eachValue({ combine, matchers }: RuleList): RuleList | undefined {
  const asked = matchers.flatMap((matcher) => (isMembers(matcher) && matcher.values !== undefined ? [matcher] : []));
  if (asked.length === 0 || (combine === 'or' && asked.length < matchers.length)) return undefined;
  return { combine, matchers: asked.flatMap((matcher) => askedOfValues(matcher, combine)) };
}

/** The rules that no member of that name satisfies; undefined where it may be there. */
export function refusing({ combine, matchers }: RuleList, name: string): RuleList | undefined {
  const refused = matchers.flatMap((matcher) => {
    const keys = isMembers(matcher) ? matcher.keys : undefined;
    return keys !== undefined && allowed(keys, undefined, [name]).length === 0 ? [keys] : [];
  });
  return combine === 'and' || refused.length === matchers.length ? refused[0] : undefined;
}
