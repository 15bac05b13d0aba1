import type { Matcher, RuleList } from '../interaction.js';

/** The default where no rule stands: the exact example. */
export const theExample: RuleList = { combine: 'and', matchers: [{ kind: 'equality' }] };

/** True when the rules allow values unlike the example, not only values of its type. */
export function goesBeyondExample(list: RuleList): boolean {
  return list.matchers.some(({ kind }) => kind !== 'equality' && kind !== 'type' && kind !== 'not-empty');
}

/** Whether one of the matchers holds, or each of them, as the list combines them. */
export function combined(list: RuleList, holds: (matcher: Matcher) => boolean): boolean {
  return list.combine === 'or' ? list.matchers.some(holds) : list.matchers.every(holds);
}

/** The matchers in words; never their arguments, which may hold ids. */
export function describeRules(list: RuleList): string {
  return [...new Set(list.matchers.map(describeMatcher))].join(list.combine === 'or' ? ' or ' : ' and ');
}

function describeMatcher(matcher: Matcher): string {
  switch (matcher.kind) {
    case 'equality':
      return 'its example';
    case 'type':
      return 'any value of the type of its example';
    case 'not-empty':
      return 'any value that is not empty';
    case 'regex':
      return 'what a regular expression fits';
    case 'include':
      return 'what includes a text';
    case 'format':
      return matcher.format;
    case 'json-type':
      return matcher.types.join(' or ');
    case 'members':
      return 'members of any name';
    case 'anything':
      return 'anything';
    case 'content-type':
      return 'a body of some media type';
    case 'status':
      return typeof matcher.statuses === 'string' ? matcher.statuses : matcher.statuses.join(' or ');
    case 'unknown':
      return 'a rule that is not known here';
    default:
      return matcher satisfies never;
  }
}
