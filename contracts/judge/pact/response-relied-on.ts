import type { ExchangeRequest, ExchangeResponse } from '../exchange.js';
import { findingAbout, type Finding, type Subject } from '../finding.js';
import { isPreferred, preferenceApplied } from '../preference.js';
import { expectedStatus } from '../refusal.js';
import type { MessageRules, RuleList } from './interaction.js';
import { allowsStatus, isStatusUnread } from './matchers/allowed-status.js';
import { describeRules } from './matchers/in-words.js';
import { goesBeyondExample } from './matchers/rule-list.js';
import { judgeReliedOnBody } from './response-body.js';
import { judgeReliedOnHeaders } from './response-headers.js';
import { unreadRule } from './unread-rule.js';

const noRules: MessageRules = { body: [], headers: new Map() };

/**
 * What a consumer relies on: that the answer satisfies its rules, and has what its example has where no rule says otherwise. That is fine as
 * long as some answer satisfies it that keeps to the page: which one comes, the state of the provider decides, and what the example leaves out,
 * the consumer does not read.
 */
export function judgeReliedOn(
  subject: Subject,
  request: ExchangeRequest,
  response: ExchangeResponse,
  rules: MessageRules = noRules,
): Finding[] {
  if (rules.status === undefined && isPreferred(request, response)) return [preferenceApplied(subject)];
  const status = judgeStatus(subject, response, rules.status);
  // An error or a redirect has another body, of which the page says nothing.
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
  return [
    findingAbout(subject, 'expectation.status', 'response.status', {
      pointer: 'status',
      expected,
      actual,
      message: `The consumer relies on the status ${actual}; the page says ${expected}.`,
      identity: actual,
      byRule: list !== undefined && goesBeyondExample(list),
    }),
  ];
}
