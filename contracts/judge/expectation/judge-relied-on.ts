import type { ApiVersion } from '../../contract.js';
import { apiVersions } from '../../contract.js';
import { isObject, jsonTypeOf } from '../../json-value.js';
import { readBody } from '../body.js';
import { describeMediaType, describeName, describeProperty, describeValue } from '../describe.js';
import { headerOf, type ExchangeResponse } from '../exchange.js';
import { findingAbout, ruleOf, type Finding, type Subject } from '../finding.js';
import { nearestType } from '../judge-body.js';
import { expectedHeader, headerFits } from '../header-value.js';
import { nearestName, typeNameIn } from '../known-properties.js';
import { oncePerContract } from '../once-per-contract.js';
import { expectedStatus } from '../refusal.js';
import { documentedObjects, type DocumentedObject, type DocumentedValue } from './documented-value.js';
import type { BodyRule, MessageRules, RuleList } from './interaction.js';
import { expectedOf } from './judge-sent.js';
import { allowed, allowsStatus, allowsType, describeRules, theExample } from './meaning.js';
import { ruleAt } from './rule-at.js';

const noRules: MessageRules = { body: [], headers: new Map() };

/**
 * What a consumer relies on: that the answer satisfies its rules, and has what its example has where no rule says otherwise. That is fine as
 * long as some answer satisfies it that keeps to the page: which one comes, the state of the provider decides, and what the example leaves out,
 * the consumer does not read.
 */
export function judgeReliedOn(subject: Subject, response: ExchangeResponse, rules: MessageRules = noRules): Finding[] {
  const status = judgeStatus(subject, response, rules.status);
  // An error or a redirect has another body, of which the page says nothing.
  if (status.length > 0 && (response.status >= 300 || response.status < 200)) return status;
  return [...status, ...judgeHeaders(subject, response, rules), ...judgeBody(subject, response, rules.body)];
}

function judgeStatus(subject: Subject, { status }: ExchangeResponse, list: RuleList | undefined): Finding[] {
  const expected = expectedStatus(subject);
  if (list === undefined ? String(status) === expected : allowsStatus(list, status, Number(expected))) return [];
  const actual = list === undefined ? String(status) : describeRules(list).replace('its example', String(status));
  return [
    findingAbout(subject, 'expectation.status', 'response.status', {
      pointer: 'status',
      expected,
      actual,
      message: `The consumer relies on the status ${actual}; the page says ${expected}.`,
      identity: actual,
    }),
  ];
}

/** The parameters with which Graph sends its media type, and without. To rely on some of them is no disagreement: see the reading `content-type`. */
const parameters = [
  '',
  ';charset=utf-8',
  '; charset=utf-8',
  '; charset=UTF-8',
  ';odata.metadata=minimal;odata.streaming=true;charset=utf-8',
];

const responseHeaders = oncePerContract(({ rules }) => {
  const headers = rules.flatMap(({ id, says }) => {
    if (says.what !== 'response-header') return [];
    const { header, value } = says;
    const forms = value.kind === 'media-type' ? parameters.map((text) => value.mediaType + text) : [];
    return [[header, { id, value, forms }] as const];
  });
  return new Map(headers);
});

function judgeHeaders(subject: Subject, { headers }: ExchangeResponse, rules: MessageRules): Finding[] {
  if (headers === undefined) return [];
  const findings: Finding[] = [];
  for (const name of Object.keys(headers)) {
    const header = name.toLowerCase();
    const promised = responseHeaders(subject.contract).get(header);
    if (promised === undefined) {
      const pointer = describeProperty(header);
      const message = `The consumer relies on the header ${pointer}, which the page does not promise.`;
      const about = { pointer, expected: 'only headers that the page promises', actual: pointer, message };
      findings.push(findingAbout(subject, 'expectation.header', 'response.status', about));
      continue;
    }
    const { id, value, forms } = promised;
    const example = headerOf(headers, header) ?? '';
    const list = rules.headers.get(header);
    if (list === undefined ? headerFits(value, example) : forms.length === 0 || isMet(list, example, forms)) continue;
    const expected = expectedHeader(value);
    const actual = list === undefined ? describeMediaType(example) : describeRules(list);
    const message = `The consumer relies on a ${header} that cannot be ${expected}: ${actual}.`;
    findings.push(findingAbout(subject, 'expectation.header', id, { pointer: header, expected, actual, message, identity: actual }));
  }
  return findings;
}

/** An exact value is compared without its parameters, as it is without a rule. */
function isMet(list: RuleList, example: string, forms: readonly string[]): boolean {
  const bare = (example.split(';')[0] ?? '').trim().toLowerCase();
  const exact = list.matchers.some(({ kind }) => kind === 'equality');
  return allowed(list, exact ? bare : example, forms, 'part').length > 0;
}

function judgeBody(subject: Subject, response: ExchangeResponse, rules: readonly BodyRule[]): Finding[] {
  const body = readBody(response.body);
  if (body.kind === 'none') return [];
  const root = documentedObjects(subject, 'response').get('');
  if (root === undefined) return [];
  const mediaType = rules.find(({ path }) => path.length === 0)?.list.matchers.find(({ kind }) => kind === 'content-type');
  const relied = mediaType?.kind === 'content-type' ? describeMediaType(mediaType.value) : undefined;
  const isJson = relied === undefined ? body.kind === 'json' : /\/(?:[a-z0-9.-]+\+)?json$/.test(relied);
  if (!isJson) return [notAnObject(subject, relied ?? 'text that is not JSON')];
  if (body.kind !== 'json') return [];
  if (!isObject(body.value)) return [notAnObject(subject, jsonTypeOf(body.value))];
  return judgeObject(subject, root, body.value, rules);
}

function notAnObject(subject: Subject, actual: string): Finding {
  return findingAbout(subject, 'expectation.type', 'response.body', {
    pointer: '',
    expected: 'a JSON object',
    actual,
    message: `The consumer relies on a body that is ${actual}; the page shows a JSON object.`,
    identity: actual,
  });
}

function judgeObject(subject: Subject, object: DocumentedObject, example: Record<string, unknown>, rules: readonly BodyRule[]): Finding[] {
  const own = rules.length === 0 ? undefined : ruleAt(rules, object.path);
  const members = own?.inherited === false ? own.list.matchers.find(({ kind }) => kind === 'members') : undefined;
  if (members?.kind === 'members') return judgeMembers(subject, object, members.keys, members.values);

  const properties = propertiesOf(object, example, rules);
  const findings: Finding[] = [];
  for (const name of Object.keys(example)) {
    const documented = properties === undefined ? object.ofAnyType.get(name) : properties.get(name);
    if (documented !== undefined) findings.push(...judgeMember(subject, documented, example[name], rules));
    else if (properties !== undefined && !name.includes('@')) findings.push(undocumented(subject, object, name, example, properties));
  }
  return findings;
}

/** `values`, `eachKey` and `eachValue` ask nothing of the names in the example, but something of whatever comes: of all that is certain to come. */
function judgeMembers(subject: Subject, object: DocumentedObject, keys: RuleList | undefined, values: RuleList | undefined): Finding[] {
  const certain = [...object.ofAnyType].filter(([, { required }]) => required);
  return certain.flatMap(([name, documented]): Finding[] => {
    const { pointer } = documented;
    if (keys !== undefined && allowed(keys, undefined, [name], 'part').length === 0) {
      const actual = describeRules(keys);
      const message = `The consumer relies on names that cannot be ${name}, which the page promises: ${actual}.`;
      return [findingAbout(subject, 'expectation.value', documented.rule, { pointer, expected: name, actual, message, identity: actual })];
    }
    return values === undefined ? [] : judgeValue(subject, documented, undefined, values);
  });
}

/** What the object may hold, by the type that the consumer relies on; undefined when that is a type that nobody knows. */
function propertiesOf(
  object: DocumentedObject,
  example: Record<string, unknown>,
  rules: readonly BodyRule[],
): ReadonlyMap<string, DocumentedValue> | undefined {
  if (object.pointer === '') return object.ofAnyType;
  const written = example[typeName];
  const documented = object.ofAnyType.get(typeName);
  if (written === undefined || documented?.values === undefined) return object.ofAnyType;
  const rule = rules.length === 0 ? undefined : ruleAt(rules, documented.path);
  if (rule === undefined) return typeof written === 'string' ? object.byType.get(typeNameIn(written) ?? '') : undefined;
  const admitted = allowed(rule.list, written, documented.values, 'part');
  if (admitted.length === 0) return undefined;
  if (admitted.length === documented.values.length) return object.ofAnyType;
  const names = new Set(admitted.map((value) => typeNameIn(value) ?? ''));
  const [only, ...others] = names;
  if (only !== undefined && others.length === 0) return object.byType.get(only);
  return new Map([...names].flatMap((name) => [...(object.byType.get(name) ?? [])]));
}

const typeName = '@odata.type';

function judgeMember(subject: Subject, documented: DocumentedValue, example: unknown, rules: readonly BodyRule[]): Finding[] {
  const rule = rules.length === 0 ? undefined : ruleAt(rules, documented.path);
  const inner = typeof example === 'object' ? documentedObjects(subject, 'response').get(documented.pointer) : undefined;
  // An object is what its members are, whatever equality or type is asked of it as a whole.
  if (inner !== undefined && isObject(example) && (rule === undefined || allowsType(rule.list, example, 'object'))) {
    return judgeObject(subject, inner, example, rules);
  }
  return judgeValue(subject, documented, example, rule?.list);
}

function judgeValue(subject: Subject, documented: DocumentedValue, example: unknown, list: RuleList | undefined): Finding[] {
  const { rule, type, nullable, values, nonEmpty, pointer } = documented;
  if (type === undefined) return [];
  if (list === undefined && typeof example === 'string' && type === 'string') {
    if (values === undefined ? example !== '' || !nonEmpty : values.includes(example)) return [];
  }
  const asked = list ?? theExample;
  const takesNull = nullable && allowsType(asked, example, 'null');
  if (takesNull) return [];
  if (!allowsType(asked, example, type)) {
    const expected = nullable ? `${type} or null` : type;
    const actual = isExact(asked)
      ? jsonTypeOf(example)
      : describeRules(asked).replace('any value of the type of its example', jsonTypeOf(example));
    const message = `The consumer relies on ${pointer} being ${actual}; what is documented is ${expected}.`;
    return [findingAbout(subject, 'expectation.type', rule, { pointer, expected, actual, message, identity: actual })];
  }
  if (values === undefined) {
    if (!nonEmpty || example !== '' || !isExact(asked)) return [];
  } else if (allowed(asked, example, values, 'part').length > 0) return [];
  return [noSuchValue(subject, documented, example, asked)];
}

function isExact(list: RuleList): boolean {
  return list.matchers.every(({ kind }) => kind === 'equality');
}

function noSuchValue(subject: Subject, documented: DocumentedValue, example: unknown, list: RuleList): Finding {
  const { rule, values, pointer } = documented;
  const expected = expectedOf(subject, documented);
  if (!isExact(list)) {
    const actual = describeRules(list);
    const message = `The consumer relies on ${pointer} being ${actual}, which none of the documented values is.`;
    return findingAbout(subject, 'expectation.value', rule, { pointer, expected, actual, message, identity: actual });
  }
  const actual = values === undefined ? describeValue(example) : describeName(example);
  const near = ruleOf(subject.contract, rule).says.what === 'nested-type' ? nearestType(subject, example) : undefined;
  const hint = near === undefined ? '' : ` Did you mean ${near}?`;
  return findingAbout(subject, 'expectation.value', near === undefined ? rule : `type.${near}`, {
    pointer,
    expected,
    actual,
    message: `The consumer relies on ${pointer} being ${actual}; what is documented is ${expected}.${hint}`,
    identity: actual === example ? actual : '',
  });
}

/** Cites the rule that comes nearest: that of the property that was meant, of the same one in the other API version, or of another type. */
function undocumented(
  subject: Subject,
  object: DocumentedObject,
  name: string,
  example: Record<string, unknown>,
  properties: ReadonlyMap<string, DocumentedValue>,
): Finding {
  const shown = describeProperty(name);
  const pointer = `${object.pointer}/${shown}`;
  const free = [...properties.keys()].filter((known) => !Object.hasOwn(example, known));
  const meant = nearestName(name, free);
  const [why, rule] =
    meant === undefined
      ? whereElse(subject, object, name)
      : [`which the page calls ${object.pointer}/${meant}.`, properties.get(meant)?.rule ?? 'response.body'];
  return findingAbout(subject, 'expectation.undocumented-property', rule, {
    pointer,
    expected: 'only properties that the page or the metadata names',
    actual: shown,
    message: `The consumer relies on ${pointer}, ${why}`,
  });
}

function whereElse(subject: Subject, object: DocumentedObject, name: string): readonly [why: string, rule: string] {
  const inVersion = subject.version ?? 'this API version';
  const ofOtherType = object.ofAnyType.get(name);
  if (ofOtherType !== undefined) return ['which this type does not have.', ofOtherType.rule];
  for (const version of apiVersions.filter((other): other is ApiVersion => other !== subject.version)) {
    const there = documentedObjects({ ...subject, version }, 'response')
      .get(object.pointer)
      ?.ofAnyType.get(name);
    if (there !== undefined) return [`which the metadata names in ${version}, but not in ${inVersion}.`, there.rule];
  }
  return [`which neither the page nor the metadata names in ${inVersion}.`, 'response.body'];
}
