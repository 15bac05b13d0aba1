import type { Matcher, RuleList } from '../interaction.js';

/** The matchers in words; never what they were given, which may hold ids. */
export function describeRules(list: RuleList): string {
  return [...new Set(list.matchers.map(wordsFor))].join(list.combine === 'or' ? ' or ' : ' and ');
}

function wordsFor(matcher: Matcher): string {
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
