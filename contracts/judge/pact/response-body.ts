import { isObject, jsonTypeOf } from '../../json-value.js';
import { readBody } from '../body.js';
import { describeMediaType, describeProperty } from '../describe.js';
import type { ExchangeResponse } from '../exchange.js';
import { FindingList } from '../finding-list.js';
import { typeNameIn, nearestName } from '../known-properties.js';
import { isOpenType } from '../open-type.js';
import { documentedObjects, type DocumentedObject, type DocumentedValue } from '../documented-value.js';
import type { BodyRule, RuleList } from './interaction.js';
import { allowed } from './matchers/allowed-texts.js';
import { allowsType } from './matchers/allowed-types.js';
import { describeRules } from './matchers/in-words.js';
import { eachValue, isMembers, refusing } from './members.js';
import { judgeReliedOnValue } from './response-value.js';
import { findingAbout, type Finding, type Subject } from '../finding.js';
import { namedElsewhere, type Undocumented } from '../named-elsewhere.js';
import { ruleAt } from './rule-at.js';

/** A body on which a consumer relies: any part of what is documented. */
export function judgeReliedOnBody(subject: Subject, response: ExchangeResponse, rules: readonly BodyRule[]): readonly Finding[] {
  const body = readBody(response.body);
  if (body.kind === 'none') return [];
  const root = documentedObjects(subject, 'response').get('');
  if (root === undefined) return [];
  const mediaType = rules.find(({ path }) => path.length === 0)?.list.matchers.find(({ kind }) => kind === 'content-type');
  const relied = mediaType?.kind === 'content-type' ? describeMediaType(mediaType.value) : undefined;
  const isJson = relied === undefined ? body.kind === 'json' : /\/(?:[a-z0-9.-]+\+)?json$/.test(relied);
  if (!isJson) return [notAnObject(subject, relied ?? 'text that is not JSON', relied !== undefined)];
  if (body.kind !== 'json') return [];
  if (!isObject(body.value)) return [notAnObject(subject, jsonTypeOf(body.value), false)];
  return judgeObject(subject, root, body.value, rules);
}

function notAnObject(subject: Subject, actual: string, byRule: boolean): Finding {
  return findingAbout(subject, 'expectation.type', 'response.body', {
    pointer: '',
    expected: 'a JSON object',
    actual,
    message: `The consumer relies on a body that is ${actual}; the page shows a JSON object.`,
    identity: actual,
    byRule,
  });
}

function judgeObject(
  subject: Subject,
  object: DocumentedObject,
  example: Record<string, unknown>,
  rules: readonly BodyRule[],
): readonly Finding[] {
  const own = rules.length === 0 ? undefined : ruleAt(rules, object.path);
  const members = own?.inherited === false && own.list.matchers.some(isMembers) ? own.list : undefined;
  const values = members && eachValue(members);
  const types = isOpenType(subject, example[typeName]) ? undefined : admittedTypes(object, example, rules);
  const properties = types === undefined ? undefined : propertiesOfAny(object, types);
  const findings = new FindingList(subject);
  if (members !== undefined) findings.addAll(judgeCertainMembers(subject, object, example, rules, members));
  else if (types !== undefined) findings.addAll(notTogether(subject, object, types, example));
  for (const name of Object.keys(example)) {
    const documented = properties === undefined ? object.ofAnyType.get(name) : properties.get(name);
    if (documented !== undefined) findings.addAll(judgeMember(subject, documented, example[name], rules, values));
    else if (members === undefined && properties !== undefined && !name.includes('@'))
      findings.add(undocumentedReliedOn(subject, object, name, example, properties));
  }
  return findings.all();
}

/**
 * `values`, `eachKey` and `eachValue` leave open which names come, but ask something of whatever comes: of all that is certain to come. Values
 * whose names the example lacks are compared too, unless nothing but `eachKey` stands there.
 */
function judgeCertainMembers(
  subject: Subject,
  { ofAnyType }: DocumentedObject,
  example: Record<string, unknown>,
  rules: readonly BodyRule[],
  members: RuleList,
): Finding[] {
  const compared = members.matchers.some((matcher) => isMembers(matcher) && matcher.keys === undefined);
  const certain = [...ofAnyType].filter(([, { required }]) => required);
  return certain.flatMap(([name, documented]): Finding[] => {
    const { pointer, rule, path } = documented;
    const keys = refusing(members, name);
    if (keys !== undefined) {
      const actual = describeRules(keys);
      const message = `The consumer relies on names that cannot be ${name}, which the page promises: ${actual}.`;
      const parts = { pointer, expected: name, actual, message, identity: actual, byRule: true };
      return [findingAbout(subject, 'expectation.value', rule, parts)];
    }
    const list = compared && !Object.hasOwn(example, name) ? ruleAt(rules, path)?.list : undefined;
    return list === undefined ? [] : judgeReliedOnValue(subject, documented, undefined, list);
  });
}

/** What each of the types has, by name, of which the object may be for the consumer; undefined when that is a type that nobody knows. */
function admittedTypes(
  object: DocumentedObject,
  example: Record<string, unknown>,
  rules: readonly BodyRule[],
): readonly Properties[] | undefined {
  const { byType, ofAnyType } = object;
  if (object.pointer === '') return [ofAnyType];
  const written = example[typeName];
  const documented = ofAnyType.get(typeName);
  if (written === undefined || documented?.values === undefined) return [...byType.values()];
  const rule = rules.length === 0 ? undefined : ruleAt(rules, documented.path);
  const admitted = rule === undefined ? [written] : allowed(rule.list, written, documented.values);
  const names = new Set(admitted.map((value) => (typeof value === 'string' ? typeNameIn(value) : undefined)));
  const types = [...names].flatMap((name) => (name === undefined ? [] : (byType.get(name) ?? [])));
  return types.length === 0 ? undefined : types;
}

function propertiesOfAny({ ofAnyType, byType }: DocumentedObject, types: readonly Properties[]): Properties {
  const [first = ofAnyType, ...others] = types;
  if (others.length === 0) return first;
  return types.length === byType.size ? ofAnyType : new Map(types.flatMap((type) => [...type]));
}

type Properties = ReadonlyMap<string, DocumentedValue>;

const typeName = '@odata.type';

/** @param values what is asked of each value of the object, besides what the rule of its own place asks. */
function judgeMember(
  subject: Subject,
  documented: DocumentedValue,
  example: unknown,
  rules: readonly BodyRule[],
  values: RuleList | undefined,
): readonly Finding[] {
  const rule = rules.length === 0 ? undefined : ruleAt(rules, documented.path);
  const inner = typeof example === 'object' ? documentedObjects(subject, 'response').get(documented.pointer) : undefined;
  // An object is what its members are, whatever equality or type is asked of it as a whole.
  const found =
    inner !== undefined && isObject(example) && (rule === undefined || allowsType(rule.list, example, 'object'))
      ? judgeObject(subject, inner, example, rules)
      : judgeReliedOnValue(subject, documented, example, rule?.list);
  return values === undefined || found.length > 0 ? found : judgeReliedOnValue(subject, documented, example, values);
}

/**
 * A property on which a consumer relies, and that no layer names.
 * Cites the rule that comes nearest: that of the property that was meant, of the same one in the other API version, or of another type.
 */
function undocumentedReliedOn(
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
  const { why, rule }: Undocumented =
    meant === undefined
      ? namedElsewhere(subject, 'response', object.pointer, name)
      : { why: `which the page calls ${object.pointer}/${meant}.`, ...properties.get(meant) };
  return findingAbout(subject, 'expectation.undocumented-property', rule ?? 'response.body', {
    pointer,
    expected: 'only properties that the page or the metadata names',
    actual: shown,
    message: `The consumer relies on ${pointer}, ${why}`,
    names: shown === name ? undefined : [...object.path, name],
  });
}

/**
 * A consumer that takes any of several types may rely on the properties of each, but not on those of two at once: no object has both. One that it takes
 * to be null is taken to be absent.
 * @param admitted what each of these types has, by name.
 */
function notTogether(
  subject: Subject,
  { pointer: parent, ofAnyType }: DocumentedObject,
  admitted: readonly ReadonlyMap<string, unknown>[],
  example: Record<string, unknown>,
): Finding[] {
  if (admitted.length < 2) return [];
  const names = Object.keys(example).filter((name) => example[name] !== null && admitted.some((type) => type.has(name)));
  const having = (type: ReadonlyMap<string, unknown>): readonly string[] => names.filter((name) => type.has(name));
  const [most = []] = admitted.map(having).sort((a, b) => b.length - a.length);
  return names
    .filter((name) => !most.includes(name))
    .map((name) => {
      const pointer = `${parent}/${name}`;
      const beside = most.find((other) => !admitted.some((type) => type.has(name) && type.has(other))) ?? 'the others';
      return findingAbout(subject, 'expectation.undocumented-property', ofAnyType.get(name)?.rule ?? 'response.body', {
        pointer,
        expected: 'properties that one type has',
        actual: `${name} beside ${beside}`,
        message: `The consumer relies on ${pointer} beside ${beside}: no type has both.`,
        identity: beside,
      });
    });
}
