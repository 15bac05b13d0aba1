import { isObject, valueAt } from '../../json-value.js';
import { readBody } from '../body.js';
import { headerOf, type ExchangeRequest } from '../exchange.js';
import { findingAbout, type Finding, type Subject } from '../finding.js';
import { expectedHeader, headerFits } from '../header-value.js';
import { knownTypeOf } from '../known-properties.js';
import { matchOperation } from '../match-operation.js';
import { requestHeaders } from '../promised-headers.js';
import { documentedObjects, expectedOf, type DocumentedObject, type DocumentedValue } from '../documented-value.js';
import type { MessageRules, RuleList } from './interaction.js';
import { allowsType } from './meaning/allowed-types.js';
import { describeRules } from './meaning/in-words.js';
import { letsIn } from './meaning/lets-in.js';
import { isMembers } from './members.js';
import { ruleAt } from './rule-at.js';

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
    const generated = finding.code === 'request.body.value' && rules !== undefined && isGenerated(rules, finding.pointer);
    return generated ? [] : [finding];
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
function isGenerated({ body }: MessageRules, pointer: string): boolean {
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

function judgeBodyRules(subject: Subject, request: ExchangeRequest, rules: MessageRules): Finding[] {
  if (rules.body.length === 0) return [];
  const body = readBody(request.body);
  if (body.kind !== 'json') return [];
  const findings: Finding[] = [];
  for (const object of documentedObjects(subject, 'request').values()) {
    const example = valueAt(body.value, object.pointer);
    const properties = object.byType.get(knownTypeOf(subject, object.pointer, example) ?? '');
    if (!isObject(example) || properties === undefined) continue;
    findings.push(...judgeNames(subject, object, rules));
    for (const name of Object.keys(example)) {
      const documented = properties.get(name);
      if (documented !== undefined) findings.push(...judgeValue(subject, documented, example[name], rules));
    }
  }
  return findings;
}

/** A name that nobody documents. */
const otherNames: readonly string[] = ['anotherName'];

/** A rule may let in members of any name, where only documented ones may be sent. */
function judgeNames(subject: Subject, object: DocumentedObject, rules: MessageRules): Finding[] {
  const found = ruleAt(rules.body, object.path);
  if (found === undefined || found.inherited) return [];
  const { list } = found;
  if (!letsInNames(list, object)) return [];
  const place = object.pointer === '' ? 'its body' : object.pointer;
  return [
    findingAbout(subject, 'request.body.undocumented-property', 'request.body', {
      pointer: object.pointer,
      expected: 'only properties that the page or the metadata names',
      actual: describeRules(list),
      message: `The pact lets the consumer send properties of any name in ${place}.`,
      byRule: true,
    }),
  ];
}

function letsInNames({ combine, matchers }: RuleList, { ofAnyType }: DocumentedObject): boolean {
  const members = matchers.filter(isMembers);
  const asked = members.flatMap(({ keys }) => keys ?? []);
  const letIn = (keys: RuleList): boolean => letsIn(keys, undefined, otherNames, (name) => ofAnyType.has(name)) === 'yes';
  if (combine === 'or') return asked.length < members.length || asked.some(letIn);
  if (asked.length === 0) return members.length > 0;
  return letIn({ combine, matchers: asked.flatMap((keys) => keys.matchers) });
}

/** Of a rule that cannot be judged, or not in all that it lets in. */
function exampleOnly(subject: Subject, rule: string, pointer: string, expected: string, list: RuleList): Finding {
  const actual = describeRules(list);
  const place = pointer === 'path' ? 'the path' : pointer;
  const more = 'what else that lets the consumer send is not documented, or cannot be told';
  const message = `Only the example of ${place} was judged. Its rule is ${actual}: ${more}.`;
  return findingAbout(subject, 'request.not-checked', rule, { pointer, expected, actual, message, identity: actual, byRule: true });
}

function judgeValue(subject: Subject, documented: DocumentedValue, example: unknown, rules: MessageRules): Finding[] {
  const found = ruleAt(rules.body, documented.path);
  if (found === undefined || found.generated) return [];
  const { list, inherited } = found;
  const { type, rule, nullable, values, pointer } = documented;
  if (type === undefined || (example === null && nullable)) return [];
  if (!inherited && !isOfType(list, example, documented)) {
    const actual = describeRules(list);
    const message = `The pact lets the consumer send something else than ${type} as ${pointer}: its rule is ${actual}.`;
    return [findingAbout(subject, 'request.body.type', rule, { pointer, expected: type, actual, message, identity: actual, byRule: true })];
  }
  if (values === undefined) return [];
  const lets = letsIn(list, example, othersThan(documented, values), (text) => values.includes(text));
  if (lets === 'no') return [];
  const actual = describeRules(list);
  const expected = expectedOf(subject, documented);
  if (lets !== 'yes' && !inherited) return [exampleOnly(subject, rule, pointer, expected, list)];
  const parts = { pointer, expected, actual, identity: actual, byRule: true };
  return inherited
    ? [
        findingAbout(subject, 'request.not-checked', rule, {
          ...parts,
          message: `Only the example of ${pointer} was judged: the rule of an object around it lets the consumer send ${actual}.`,
        }),
      ]
    : [
        findingAbout(subject, 'request.body.value', rule, {
          ...parts,
          message: `The pact lets the consumer send other values than the documented ones as ${pointer}: its rule is ${actual}.`,
        }),
      ];
}

/** What is sent may satisfy any of several rules, where one of them is enough: then each must keep to the type. */
function isOfType(list: RuleList, example: unknown, { type = 'null', nullable }: DocumentedValue): boolean {
  const isAllowed = (part: RuleList): boolean => allowsType(part, example, type) || (nullable && allowsType(part, example, 'null'));
  if (list.combine === 'and') return isAllowed(list);
  return list.matchers.every((matcher) => isAllowed({ combine: 'and', matchers: [matcher] }));
}

const others = new WeakMap<DocumentedValue, readonly string[]>();

/** Values near and far that are none of the documented ones: a rule that fits one of them goes beyond the page. */
function othersThan(documented: DocumentedValue, values: readonly string[]): readonly string[] {
  let texts = others.get(documented);
  if (texts === undefined) {
    const near = values.flatMap((value) => {
      const from = value.lastIndexOf('.') + 1;
      return [`${value}X`, `${value.slice(0, from)}x${value.slice(from)}`];
    });
    texts = [...new Set(['another', ...near])].filter((text) => !values.includes(text));
    others.set(documented, texts);
  }
  return texts;
}
