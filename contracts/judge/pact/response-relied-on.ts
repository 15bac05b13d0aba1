import type { ExchangeRequest, ExchangeResponse } from '../exchange.js';
import { findingAbout, type Finding, type Subject } from '../finding.js';
import { expectedStatus, isPreferred, preferenceApplied } from '../judge-status.js';
import type { MessageRules, RuleList } from './interaction.js';
import { allowsStatus, isStatusUnread } from './matchers/allowed.js';
import { describeRules, goesBeyondExample } from './matchers/rule-list.js';
import { unreadRule } from './not-judged.js';
import { judgeReliedOnBody } from './response-body.js';
import { judgeReliedOnHeaders } from './response-headers.js';

const noRules: MessageRules = { body: [], headers: new Map() };

/**
 * Judges a response that a consumer relies on: it satisfies the rules, and the example where no rule stands. It agrees if some answer satisfies it that
 * keeps to the page. Members that the example lacks are not read by the consumer.
 */
export function judgeReliedOn(
  subject: Subject,
  request: ExchangeRequest,
  response: ExchangeResponse,
  rules: MessageRules = noRules,
): Finding[] {
  if (rules.status === undefined && isPreferred(request, response)) return [preferenceApplied(subject)];
  const status = judgeStatus(subject, response, rules.status);
  // The page does not describe the body of an error or a redirect.
  if (status.length > 0 && (response.status >= 300 || response.status < 200)) return status;
  return [...status, ...judgeReliedOnHeaders(subject, response, rules), ...judgeReliedOnBody(subject, response, rules.body)];
}

function judgeStatus(subject: Subject, { status }: ExchangeResponse, list: RuleList | undefined): Finding[] {
  const expected = expectedStatus(subject);
  if (list === undefined ? String(status) === expected : allowsStatus(list, status, Number(expected))) {
    return list !== undefined && isStatusUnread(list, status, Number(expected))
      ? [unreadRule(subject, 'response.status', 'status', expected, list)]
      : [];
  }
  const actual = list === undefined ? String(status) : describeRules(list).replace('its example', String(status));
  const message = `The consumer relies on the status ${actual}; the page says ${expected}.`;
  const parts = { pointer: 'status', expected, actual, message, identity: actual, byRule: list && goesBeyondExample(list) };
  return [findingAbout(subject, 'expectation.status', 'response.status', parts)];
}
