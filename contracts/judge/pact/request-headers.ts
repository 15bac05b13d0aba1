import { headerOf, type ExchangeRequest } from '../exchange.js';
import { findingAbout, type Finding, type Subject } from '../finding.js';
import { expectedHeader, headerFits } from '../header-value.js';
import { requestHeaders } from '../promised-headers.js';
import { exampleOnly } from './example-only.js';
import type { MessageRules } from './interaction.js';
import { describeRules } from './matchers/in-words.js';
import { letsIn } from './matchers/lets-in.js';

/** Values that are none of those documented. */
const otherHeaders = { 'media-type': ['text/plain', 'application/xml', 'another'], bearer: ['Basic another', 'another'], any: [] } as const;

/** Headers that a consumer may send besides its examples. */
export function judgeHeaderRules(subject: Subject, { headers }: ExchangeRequest, rules: MessageRules): Finding[] {
  if (rules.headers.size === 0) return [];
  return requestHeaders(subject.contract).flatMap(({ id, says: { header, value } }): Finding[] => {
    const list = rules.headers.get(header);
    if (list === undefined) return [];
    const example = headerOf(headers ?? {}, header);
    if (example === undefined || !headerFits(value, example)) return [];
    const expected = expectedHeader(value);
    // What may follow the scheme or the media type is open.
    const [begin = ''] = expected.split(' ');
    const lets = letsIn(list, example, otherHeaders[value.kind], (text) => text.startsWith(begin) || headerFits(value, text));
    if (lets === 'unread') return [exampleOnly(subject, id, header, expected, list)];
    if (lets !== 'yes') return [];
    const actual = describeRules(list);
    const message = `The pact lets the consumer send another ${header} than ${expected}: its rule is ${actual}.`;
    // What is said of missing credentials holds for those whose rule is loose: what is sent was never in the test.
    const code = value.kind === 'bearer' ? 'request.not-checked' : 'request.header.value';
    return [findingAbout(subject, code, id, { pointer: header, expected, actual, message, identity: actual, byRule: true })];
  });
}
