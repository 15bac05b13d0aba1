import { isObject, jsonTypeOf, type JsonObject } from '../../json-value.js';
import { parseBody } from '../body.js';
import { describeMediaType, describeProperty } from '../describe.js';
import {
  documentedObjects,
  namedElsewhere,
  type DocumentedObject,
  type DocumentedProperty,
  type Properties,
} from '../documented-object.js';
import type { ExchangeResponse } from '../exchange.js';
import { findingAbout, type Finding, type Subject } from '../finding.js';
import { FindingList, unique } from '../finding-list.js';
import { isOpenType, typeNameIn } from '../known-type.js';
import { nearestName } from '../nearest-name.js';
import type { BodyRule } from './interaction.js';
import { allowsType } from './matchers/accepted.js';
import { allowed } from './matchers/allowed.js';
import { describeRules, type RuleList } from './matchers/rule-list.js';
import { judgeReliedOnValue } from './response-value.js';
import { eachValue, isMembers, keysWithout, ruleAt } from './rule-at.js';

const typeName = '@odata.type';

/** Judges a response body that a consumer relies on: any part of the documented one. */
export function judgeReliedOnBody(subject: Subject, response: ExchangeResponse, rules: readonly BodyRule[]): readonly Finding[] {
  const body = parseBody(response.body);
  const root = documentedObjects(subject, 'response').get('');
  if (body.kind === 'none' || root === undefined) return [];
  const mediaType = rules.find(({ path }) => path.length === 0)?.list.matchers.find(({ kind }) => kind === 'content-type');
  const relied = mediaType?.kind === 'content-type' ? describeMediaType(mediaType.value) : undefined;
  const isJson = relied === undefined ? body.kind === 'json' : /\/(?:[a-z0-9.-]+\+)?json$/.test(relied);
  if (!isJson) return [notAnObject(subject, relied ?? 'text that is not JSON', relied !== undefined)];
  if (body.kind !== 'json') return [];
  return isObject(body.value) ? judgeObject(subject, root, body.value, rules) : [notAnObject(subject, jsonTypeOf(body.value), false)];
}

function notAnObject(subject: Subject, actual: string, byRule: boolean): Finding {
  const message = `The consumer relies on a body that is ${actual}; the page shows a JSON object.`;
  const parts = { pointer: '', expected: 'a JSON object', actual, message, identity: actual, byRule };
  return findingAbout(subject, 'expectation.type', 'response.body', parts);
}

function judgeObject(subject: Subject, object: DocumentedObject, example: JsonObject, rules: readonly BodyRule[]): readonly Finding[] {
  const own = ruleAt(rules, object.path);
  const members = own?.inherited === false && own.list.matchers.some(isMembers) ? own.list : undefined;
  const values = members && eachValue(members);
  const types = isOpenType(subject, example[typeName]) ? undefined : possibleTypes(object, example, rules);
  const properties = types === undefined ? undefined : propertiesOfAny(object, types);
  const findings = new FindingList(subject);
  if (members !== undefined) findings.addAll(judgeCertainMembers(subject, object, example, rules, members));
  else if (types !== undefined) findings.addAll(notTogether(subject, object, types, example));
  for (const name of Object.keys(example)) {
    const property = (properties ?? object.ofAnyType).get(name);
    if (property !== undefined) findings.addAll(judgeMember(subject, property, example[name], rules, values));
    else if (members === undefined && properties !== undefined && !name.includes('@'))
      findings.add(undocumentedReliedOn(subject, object, name, example, properties));
  }
  return findings.all();
}

/**
 * `values`, `eachKey` and `eachValue` allow any names, but restrict all members: also those that are certain to come. Values whose names the example
 * lacks are compared too, unless the only matcher is `eachKey`.
 */
function judgeCertainMembers(
  subject: Subject,
  { ofAnyType }: DocumentedObject,
  example: JsonObject,
  rules: readonly BodyRule[],
  members: RuleList,
): Finding[] {
  const compared = members.matchers.some((matcher) => isMembers(matcher) && matcher.keys === undefined);
  const certain = [...ofAnyType].filter(([, { required }]) => required);
  return certain.flatMap(([name, property]): Finding[] => {
    const { pointer, rule, path } = property;
    const keys = keysWithout(members, name);
    if (keys !== undefined) {
      const actual = describeRules(keys);
      const message = `The consumer relies on names that cannot be ${name}, which the page promises: ${actual}.`;
      const parts = { pointer, expected: name, actual, message, identity: actual, byRule: true };
      return [findingAbout(subject, 'expectation.value', rule, parts)];
    }
    const list = compared && !Object.hasOwn(example, name) ? ruleAt(rules, path)?.list : undefined;
    return list === undefined ? [] : judgeReliedOnValue(subject, property, undefined, list);
  });
}

/** The properties of each type that the consumer accepts; undefined if none of the types is known. */
function possibleTypes(
  { pointer, byType, ofAnyType }: DocumentedObject,
  example: JsonObject,
  rules: readonly BodyRule[],
): readonly Properties[] | undefined {
  if (pointer === '') return [ofAnyType];
  const written = example[typeName];
  const property = ofAnyType.get(typeName);
  if (written === undefined || property?.values === undefined) return [...byType.values()];
  const rule = ruleAt(rules, property.path);
  const possible = rule === undefined ? [written] : allowed(rule.list, written, property.values);
  const names = new Set(possible.map((value) => (typeof value === 'string' ? typeNameIn(value) : undefined)));
  const types = [...names].flatMap((name) => byType.get(name ?? '') ?? []);
  return types.length === 0 ? undefined : types;
}

function propertiesOfAny({ ofAnyType, byType }: DocumentedObject, types: readonly Properties[]): Properties {
  const [first = ofAnyType, ...others] = types;
  if (others.length === 0) return first;
  return types.length === byType.size ? ofAnyType : new Map(types.flatMap((type) => [...type]));
}

/** @param values the rules for each value of the object, in addition to the rule of its own place. */
function judgeMember(
  subject: Subject,
  property: DocumentedProperty,
  example: unknown,
  rules: readonly BodyRule[],
  values: RuleList | undefined,
): readonly Finding[] {
  const rule = ruleAt(rules, property.path);
  const item = documentedObjects(subject, 'response').get(`${property.pointer}/*`);
  if (item !== undefined && Array.isArray(example)) {
    const ofList = judgeReliedOnValue(subject, property, example, rule?.list);
    return [...ofList, ...unique(example.flatMap((one) => judgeItem(subject, item, one, rules)))];
  }
  const inner = documentedObjects(subject, 'response').get(property.pointer);
  // An object is judged by its members, even if a rule is about the whole.
  const found =
    inner !== undefined && isObject(example) && (rule === undefined || allowsType(rule.list, example, 'object'))
      ? judgeObject(subject, inner, example, rules)
      : judgeReliedOnValue(subject, property, example, rule?.list);
  return values === undefined || found.length > 0 ? found : judgeReliedOnValue(subject, property, example, values);
}

/** An item of a list that the page fills with objects. */
function judgeItem(subject: Subject, item: DocumentedObject, example: unknown, rules: readonly BodyRule[]): readonly Finding[] {
  if (isObject(example)) return judgeObject(subject, item, example, rules);
  const property = {
    rule: 'response.body',
    pointer: item.pointer,
    path: item.path,
    type: 'object',
    nullable: false,
    nonEmpty: false,
  } as const;
  return judgeReliedOnValue(subject, { ...property, required: false, onlyMetadata: false }, example, ruleAt(rules, item.path)?.list);
}

/** Cites the nearest rule: that of the property that was meant, or of the same property of another type or in the other API version. */
function undocumentedReliedOn(
  subject: Subject,
  { pointer: parent, path }: DocumentedObject,
  name: string,
  example: JsonObject,
  properties: Properties,
): Finding {
  const actual = describeProperty(name);
  const pointer = `${parent}/${actual}`;
  const free = [...properties.keys()].filter((known) => !Object.hasOwn(example, known));
  const meant = nearestName(name, free);
  const { why, rule } =
    meant === undefined
      ? namedElsewhere(subject, 'response', parent, name)
      : { why: `which the page calls ${parent}/${meant}.`, rule: properties.get(meant)?.rule };
  return findingAbout(subject, 'expectation.undocumented-property', rule ?? 'response.body', {
    pointer,
    expected: 'only properties that the page or the metadata names',
    actual,
    message: `The consumer relies on ${pointer}, ${why}`,
    names: actual === name ? undefined : [...path, name],
  });
}

/**
 * A consumer that accepts several types may rely on the properties of each, but not of two at once: no object has both. A property that is null counts
 * as absent. @param types the properties of each accepted type.
 */
function notTogether(
  subject: Subject,
  { pointer: parent, ofAnyType }: DocumentedObject,
  types: readonly Properties[],
  example: JsonObject,
): Finding[] {
  if (types.length < 2) return [];
  const names = Object.keys(example).filter((name) => example[name] !== null && types.some((type) => type.has(name)));
  const [most = []] = types.map((type) => names.filter((name) => type.has(name))).sort((a, b) => b.length - a.length);
  return names
    .filter((name) => !most.includes(name))
    .map((name) => {
      const pointer = `${parent}/${name}`;
      const beside = most.find((other) => !types.some((type) => type.has(name) && type.has(other))) ?? 'the others';
      return findingAbout(subject, 'expectation.undocumented-property', ofAnyType.get(name)?.rule ?? 'response.body', {
        pointer,
        expected: 'properties that one type has',
        actual: `${name} beside ${beside}`,
        message: `The consumer relies on ${pointer} beside ${beside}: no type has both.`,
        identity: beside,
      });
    });
}
