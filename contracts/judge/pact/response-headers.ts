import { describeMediaType, describeProperty } from '../describe.js';
import { headerOf, type ExchangeResponse } from '../exchange.js';
import { findingAbout, type Finding, type Subject } from '../finding.js';
import { FindingList } from '../finding-list.js';
import { expectedHeader, headerFits } from '../header-value.js';
import { oncePerContract } from '../once-per-contract.js';
import { responseHeaders } from '../promised-headers.js';
import type { MessageRules, RuleList } from './interaction.js';
import { allowed, isUnread } from './matchers/allowed-texts.js';
import { describeRules } from './matchers/in-words.js';
import { goesBeyondExample } from './matchers/rule-list.js';
import { unreadRule } from './unread-rule.js';

/** The parameters with which Graph sends its media type, and without. To rely on some of them is no disagreement: see the reading `content-type`. */
const parameters = [
  '',
  ';charset=utf-8',
  '; charset=utf-8',
  '; charset=UTF-8',
  ';odata.metadata=minimal;odata.streaming=true;charset=utf-8',
];

/** By name: what the page promises of a header, and the values that it can have. */
const promisedHeaders = oncePerContract((contract) => {
  const headers = responseHeaders(contract).map(({ id, says: { header, value } }) => {
    const forms = value.kind === 'media-type' ? parameters.map((text) => value.mediaType + text) : [];
    return [header, { id, value, forms }] as const;
  });
  return new Map(headers);
});

/** Headers on which a consumer relies: those that the page promises, with values that they can have. */
export function judgeReliedOnHeaders(subject: Subject, { headers }: ExchangeResponse, rules: MessageRules): readonly Finding[] {
  if (headers === undefined) return [];
  const findings = new FindingList(subject);
  for (const name of Object.keys(headers)) {
    const header = name.toLowerCase();
    const promised = promisedHeaders(subject.contract).get(header);
    if (promised === undefined) {
      const pointer = describeProperty(header);
      const message = `The consumer relies on the header ${pointer}, which the page does not promise.`;
      const names = pointer === header ? undefined : [header];
      const about = { pointer, expected: 'only headers that the page promises', actual: pointer, message, names };
      findings.add(findingAbout(subject, 'expectation.header', 'response.status', about));
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
    const byRule = list !== undefined && goesBeyondExample(list);
    findings.add(findingAbout(subject, 'expectation.header', id, { pointer: header, expected, actual, message, identity: actual, byRule }));
  }
  return findings.all();
}

/** An exact value is compared without its parameters, as it is without a rule. */
function isMet(list: RuleList, example: string, forms: readonly string[]): boolean {
  const bare = (example.split(';')[0] ?? '').trim().toLowerCase();
  const exact = list.matchers.some(({ kind }) => kind === 'equality');
  return allowed(list, exact ? bare : example, forms).length > 0;
}
