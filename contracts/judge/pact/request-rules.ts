import { headerOf, type ExchangeRequest } from '../exchange.js';
import { findingAbout, type Finding, type Subject } from '../finding.js';
import { expectedHeader, headerFits, requestHeaders } from '../header-value.js';
import { matchOperation, type OperationMatch } from '../match-operation.js';
import type { MessageRules } from './interaction.js';
import { allowsUndocumented } from './matchers/undocumented-texts.js';
import { describeRules } from './matchers/rule-list.js';
import { exampleOnly } from './not-judged.js';
import { judgeBodyRules } from './request-body.js';
import { ruleAt } from './rule-at.js';

/**
 * Judges the values besides its example that a consumer may send: its test passes for any request that the matching rules allow.
 * A rule at the value itself that allows more than the page is breaking.
 * A rule of an object around it (`like({…})`) is how most bodies are written, so it causes only a note.
 */
export function judgeSent(
  subject: OperationMatch,
  request: ExchangeRequest,
  rules: MessageRules | undefined,
  byExample: Finding[],
): Finding[] {
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
    ...judgeBodyRules(subject, request, rules.body),
  ];
  if (more.length === 0) return found;
  const reported = new Set(found.map(({ pointer }) => pointer));
  return [...found, ...more.filter(({ pointer }) => !reported.has(pointer))];
}

/** Whether a finding is about an example that a generator replaces, and that is therefore never sent. */
function isGenerated({ body, generatedHeaders = [], generatedPath }: MessageRules, { code, pointer }: Finding): boolean {
  if (code === 'request.path') return generatedPath === true && pointer.startsWith('path/');
  if (code === 'request.header.value') return generatedHeaders.includes(pointer);
  if (code !== 'request.body.value' && code !== 'request.body.incomplete-target') return false;
  return body.some(({ generated }) => generated) && ruleAt(body, pointer.split('/').slice(1))?.generated === true;
}

/** Tokens are usually added below the layer of a consumer test, and kept out of pacts: their absence is a note. A credential of another scheme is wrong. */
function noCredentials(subject: Subject, rule: string, header: string): Finding {
  return findingAbout(subject, 'request.not-checked', rule, {
    pointer: header,
    expected: 'Bearer {token}',
    actual: 'nothing',
    message: `The pact holds no ${header} header, so it was not judged: tokens are often added below the layer that a pact sees.`,
  });
}

const undocumentedPaths: readonly string[] = ['/another'];

/** A rule of the path is written for ids from outside: that it allows more than the page is only a note. */
function judgePathRule(subject: OperationMatch, { url }: ExchangeRequest, { path: list }: MessageRules): Finding[] {
  const allowance = list && allowsUndocumented(list, url, undocumentedPaths, isOperation);
  if (list === undefined || allowance === 'no' || allowance === 'open') return [];
  return [exampleOnly(subject, subject.rule, 'path', subject.template, list)];
}

function isOperation(path: string): boolean {
  const match = matchOperation(path);
  return match?.version !== undefined && match.misspelt.length === 0;
}

const undocumentedHeaders = {
  'media-type': ['text/plain', 'application/xml', 'another'],
  bearer: ['Basic another', 'another'],
  any: [],
} as const;

function judgeHeaderRules(subject: Subject, { headers = {} }: ExchangeRequest, rules: MessageRules): Finding[] {
  if (rules.headers.size === 0) return [];
  return requestHeaders(subject.contract).flatMap(({ id, says: { header, value } }): Finding[] => {
    const list = rules.headers.get(header);
    if (list === undefined) return [];
    const example = headerOf(headers, header);
    if (example === undefined || !headerFits(value, example)) return [];
    const expected = expectedHeader(value);
    // Any token or parameter may follow the scheme or the media type.
    const [begin = ''] = expected.split(' ');
    const allowance = allowsUndocumented(
      list,
      example,
      undocumentedHeaders[value.kind],
      (text) => text.startsWith(begin) || headerFits(value, text),
    );
    if (allowance === 'unread') return [exampleOnly(subject, id, header, expected, list)];
    if (allowance !== 'yes') return [];
    const actual = describeRules(list);
    const message = `The pact lets the consumer send another ${header} than ${expected}: its rule is ${actual}.`;
    // As with missing credentials, the sent ones were never in the test.
    const code = value.kind === 'bearer' ? 'request.not-checked' : 'request.header.value';
    return [findingAbout(subject, code, id, { pointer: header, expected, actual, message, identity: actual, byRule: true })];
  });
}
