import { remember } from '../../remember.js';
import { accepted, acceptedByList, isUnreadRegex, ownExample, typesOf } from './accepted.js';
import type { Texts } from './foreign-regex.js';
import { combined, statusClasses, type Matcher, type RuleList } from './rule-list.js';

/** The texts that satisfy the rules. Undecidable ones count as satisfying, so that they never fail a pact. */
export function allowed(list: RuleList, example: unknown, texts: Texts): Texts {
  return acceptedByList(list, example, texts, (matcher, own) => allowedBy(matcher, own, texts));
}

/** Whether only expressions that cannot be read, or do not fit their examples, may make a text satisfy the rules. */
export function isUnread(list: RuleList, example: unknown, texts: Texts): boolean {
  if (!list.matchers.some((matcher) => isUnreadRegex(matcher, ownExample(list, matcher, example)))) return false;
  const certain = (matcher: Matcher, own: unknown): Texts => (isUnreadRegex(matcher, own) ? [] : allowedBy(matcher, own, texts));
  return acceptedByList(list, example, texts, certain).length === 0;
}

function allowedBy(matcher: Matcher, example: unknown, texts: Texts): Texts {
  return accepted(matcher, example, texts, 'part') ?? texts;
}

/** Whether the rules accept a status. */
export function allowsStatus(list: RuleList, example: number, status: number): boolean {
  return combined(list, (matcher) => {
    switch (matcher.kind) {
      case 'status': {
        const { statuses } = matcher;
        if (typeof statuses !== 'string') return statuses.includes(status);
        const [from, below] = statusClasses[statuses];
        return status >= from && status < below;
      }
      case 'equality':
        return status === example;
      case 'regex':
      case 'include':
        return allowedBy(matcher, ownExample(list, matcher, example), statusTexts(status)).length > 0;
      default:
        return typesOf(matcher, example).includes('integer');
    }
  });
}

/** As `isUnread`, of a status. */
export function isStatusUnread(list: RuleList, example: number, status: number): boolean {
  return isUnread(list, example, statusTexts(status));
}

/** One list for each status, because matches are remembered by list. */
const textsOfStatus = new Map<number, Texts>();

function statusTexts(status: number): Texts {
  return remember(textsOfStatus, status, () => [String(status)]);
}
