import { matchOperation } from '../match-operation.js';
import { ruleAt } from './rule-at.js';
import { judgeBodyRules } from './request-body.js';
import { headerOf, type ExchangeRequest } from '../exchange.js';
import { findingAbout, type Finding, type Subject } from '../finding.js';
import { expectedHeader, headerFits } from '../header-value.js';
import { requestHeaders } from '../promised-headers.js';
import { exampleOnly } from './example-only.js';
import type { MessageRules } from './interaction.js';
import { describeRules } from './matchers/in-words.js';
import { letsIn } from './matchers/lets-in.js';

/**
 * What a consumer may send besides its example. In a consumer's test any request passes that its matching rules let in, so that a rule which
 * lets in more than the page does is a disagreement, even beside a perfect example.
 *
 * A rule at the value itself says so on purpose, and is breaking. One that is handed down from an object around it (`like({…})`) is how whole
 * bodies are habitually written, and says nothing about this value in particular: a note.
 */
export function judgeSent(subject: Subject, request: ExchangeRequest, rules: MessageRules | undefined, byExample: Finding[]): Finding[] {
  const found = byExample.flatMap((finding): Finding[] => {
    if (finding.code === 'request.header.missing') {
      const bearer = requestHeaders(subject.contract).find(({ says }) => says.value.kind === 'bearer' && says.header === finding.pointer);
      const isAbsent = bearer !== undefined && headerOf(request.headers ?? {}, bearer.says.header) === undefined;
      return [isAbsent ? noCredentials(subject, bearer.id, bearer.says.header) : finding];
    }
    return rules !== undefined && isGenerated(rules, finding) ? [] : [finding];
  });
  if (rules === undefined) return found;
  const more = [
    ...judgePathRule(subject, request, rules),
    ...judgeHeaderRules(subject, request, rules),
    ...judgeBodyRules(subject, request, rules),
  ];
  if (more.length === 0) return found;
  const told = new Set(found.map(({ pointer }) => pointer));
  return [...found, ...more.filter(({ pointer }) => !told.has(pointer))];
}

/** A generator writes over the example: what stands there is never sent. */
function isGenerated({ body, generatedHeaders = [], generatedPath }: MessageRules, { code, pointer }: Finding): boolean {
  if (code === 'request.path') return generatedPath === true && pointer.startsWith('path/');
  if (code === 'request.header.value') return generatedHeaders.includes(pointer);
  if (code !== 'request.body.value' && code !== 'request.body.incomplete-target') return false;
  return body.some(({ generated }) => generated) && ruleAt(body, pointer.split('/').slice(1))?.generated === true;
}

/**
 * Tokens are as a rule added below the layer that a consumer test exercises, and kept out of pacts: without them, nothing is known of the
 * credentials, and nothing is wrong. Credentials of another scheme are.
 */
function noCredentials(subject: Subject, rule: string, header: string): Finding {
  return findingAbout(subject, 'request.not-checked', rule, {
    pointer: header,
    expected: 'Bearer {token}',
    actual: 'nothing',
    message: `The pact holds no ${header} header, so it was not judged: tokens are often added below the layer that a pact sees.`,
  });
}

/** A path that is of no operation. */
const otherPaths: readonly string[] = ['/another'];

/** A rule of the path is written for what comes from outside, such as ids: that it lets in more than the page is worth knowing, and no more. */
function judgePathRule(subject: Subject, { url }: ExchangeRequest, { path: list }: MessageRules): Finding[] {
  if (list === undefined) return [];
  const lets = letsIn(list, url, otherPaths, isOperation);
  if (lets === 'no' || lets === 'open') return [];
  const { rule, template } = matchOperation(url) ?? { rule: 'request.path', template: subject.contract.paths[0] ?? '' };
  return [exampleOnly(subject, rule, 'path', template, list)];
}

function isOperation(path: string): boolean {
  const match = matchOperation(path);
  return match?.version !== undefined && match.misspelt.length === 0;
}

/** Values that are none of those documented. */
const otherHeaders = { 'media-type': ['text/plain', 'application/xml', 'another'], bearer: ['Basic another', 'another'], any: [] } as const;

/** Headers that a consumer may send besides its examples. */
function judgeHeaderRules(subject: Subject, { headers }: ExchangeRequest, rules: MessageRules): Finding[] {
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
