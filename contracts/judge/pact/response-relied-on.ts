import { describeMediaType, describeProperty } from '../describe.js';
import { headerOf, type ExchangeRequest, type ExchangeResponse } from '../exchange.js';
import { FindingList } from '../finding-list.js';
import { findingAbout, type Finding, type Subject } from '../finding.js';
import { expectedHeader, headerFits, responseHeaders } from '../header-value.js';
import { expectedStatus, isPreferred, preferenceApplied } from '../judge-status.js';
import { oncePerContract } from '../remember.js';
import type { MessageRules } from './interaction.js';
import { allowed, allowsStatus, isStatusUnread, isUnread } from './matchers/allowed.js';
import { describeRules, goesBeyondExample, type RuleList } from './matchers/rule-list.js';
import { unreadRule } from './not-judged.js';
import { judgeReliedOnBody } from './response-body.js';

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

/** Parameters that Graph sends, or does not, with its media type: a consumer may rely on any of them. See the reading `content-type`. */
const parameters = [
  '',
  ';charset=utf-8',
  '; charset=utf-8',
  '; charset=UTF-8',
  ';odata.metadata=minimal;odata.streaming=true;charset=utf-8',
];

/** By name: the promise, and the values that the header can have. */
const promisedHeaders = oncePerContract((contract) => {
  const headers = responseHeaders(contract).map(({ id, says: { header, value } }) => {
    const forms = value.kind === 'media-type' ? parameters.map((text) => value.mediaType + text) : [];
    return [header, { id, value, forms }] as const;
  });
  return new Map(headers);
});

function judgeReliedOnHeaders(subject: Subject, { headers = {} }: ExchangeResponse, rules: MessageRules): readonly Finding[] {
  const findings = new FindingList(subject);
  for (const name of Object.keys(headers)) {
    const header = name.toLowerCase();
    const promised = promisedHeaders(subject.contract).get(header);
    if (promised === undefined) {
      findings.add(unpromisedHeader(subject, header));
      continue;
    }
    const { id, value, forms } = promised;
    const example = headerOf(headers, header) ?? '';
    const list = rules.headers.get(header);
    const expected = expectedHeader(value);
    if (list === undefined ? headerFits(value, example) : forms.length === 0 || isMet(list, example, forms)) {
      if (list !== undefined && isUnread(list, example, forms)) findings.add(unreadRule(subject, id, header, expected, list));
      continue;
    }
    const actual = list === undefined ? describeMediaType(example) : describeRules(list);
    const message = `The consumer relies on a ${header} that cannot be ${expected}: ${actual}.`;
    const byRule = list && goesBeyondExample(list);
    findings.add(findingAbout(subject, 'expectation.header', id, { pointer: header, expected, actual, message, identity: actual, byRule }));
  }
  return findings.all();
}

function unpromisedHeader(subject: Subject, header: string): Finding {
  const pointer = describeProperty(header);
  const message = `The consumer relies on the header ${pointer}, which the page does not promise.`;
  const names = pointer === header ? undefined : [header];
  const parts = { pointer, expected: 'only headers that the page promises', actual: pointer, message, names };
  return findingAbout(subject, 'expectation.header', 'response.status', parts);
}

/** An exact value is compared without its parameters, as it is without a rule. */
function isMet(list: RuleList, example: string, forms: readonly string[]): boolean {
  const bare = (example.split(';')[0] ?? '').trim().toLowerCase();
  const exact = list.matchers.some(({ kind }) => kind === 'equality');
  return allowed(list, exact ? bare : example, forms).length > 0;
}
