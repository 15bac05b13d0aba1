import type { Matcher, RuleList } from '../interaction.js';
import { allowedBy, isUnread } from './allowed-texts.js';
import { typesOf } from './allowed-types.js';
import { ownExample } from './own-example.js';
import { combined } from './rule-list.js';

/** True when the rules accept a status. */
export function allowsStatus(list: RuleList, example: number, status: number): boolean {
  return combined(list, (matcher) => {
    switch (matcher.kind) {
      case 'status':
        return typeof matcher.statuses === 'string' ? isInClass(matcher.statuses, status) : matcher.statuses.includes(status);
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

/** True when it hangs on an expression that cannot be read whether the rules accept a status. */
export function isStatusUnread(list: RuleList, example: number, status: number): boolean {
  return isUnread(list, example, statusTexts(status));
}

/** One list for each status, because what fits a list is remembered by the list. */
const textsOfStatus = new Map<number, readonly string[]>();

function statusTexts(status: number): readonly string[] {
  let texts = textsOfStatus.get(status);
  if (texts === undefined) textsOfStatus.set(status, (texts = [String(status)]));
  return texts;
}

function isInClass(statusClass: Extract<Matcher, { kind: 'status' }>['statuses'], status: number): boolean {
  switch (statusClass) {
    case 'info':
      return status < 200;
    case 'success':
      return status >= 200 && status < 300;
    case 'redirect':
      return status >= 300 && status < 400;
    case 'clientError':
      return status >= 400 && status < 500;
    case 'serverError':
      return status >= 500;
    case 'nonError':
      return status < 400;
    default:
      return status >= 400;
  }
}
