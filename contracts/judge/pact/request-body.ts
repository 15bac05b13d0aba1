import { isObject, valuesAt, type JsonObject } from '../../json-value.js';
import { bareTypeName } from '../../type-family.js';
import { parseBody } from '../body.js';
import { documentedObjects, expectedOf, type DocumentedObject, type DocumentedProperty } from '../documented-object.js';
import type { ExchangeRequest } from '../exchange.js';
import { findingAbout, type Finding, type Subject } from '../finding.js';
import { unique } from '../finding-list.js';
import { knownTypeOf } from '../known-type.js';
import { remember } from '../remember.js';
import type { BodyRule } from './interaction.js';
import { allowsType } from './matchers/accepted.js';
import { certainlyAllowed, allowsUndocumented } from './matchers/undocumented-texts.js';
import { describeRules, type RuleList } from './matchers/rule-list.js';
import { exampleOnly } from './not-judged.js';
import { isMembers, ruleAt } from './rule-at.js';

/** Judges what a consumer may send in its body besides its example. */
export function judgeBodyRules(subject: Subject, request: ExchangeRequest, rules: readonly BodyRule[]): Finding[] {
  const body = rules.length === 0 ? undefined : parseBody(request.body);
  if (body?.kind !== 'json') return [];
  return [...documentedObjects(subject, 'request').values()].flatMap((object) => {
    const examples = valuesAt(body.value, object.pointer).map(([, example]) => example);
    return unique(examples.flatMap((example) => (isObject(example) ? judgeObject(subject, object, example, rules) : [])));
  });
}

function judgeObject(subject: Subject, object: DocumentedObject, example: JsonObject, rules: readonly BodyRule[]): Finding[] {
  // Beside an unknown type, each property is judged by itself.
  const properties = object.byType.get(knownTypeOf(subject, object.pointer, example) ?? '') ?? object.ofAnyType;
  const names = Object.keys(example).filter((name) => properties.has(name));
  const values = names.flatMap((name) => {
    const property = properties.get(name);
    return property === undefined ? [] : judgeValue(subject, property, example[name], rules);
  });
  // Where any type may be sent, that finding suffices.
  const isAnyType = values.some(({ code, pointer }) => code === 'request.body.value' && pointer.endsWith('/@odata.type'));
  const besideType = isAnyType ? [] : judgeBesideType(subject, object, example, names, rules);
  return [...judgeNames(subject, object, rules), ...values, ...besideType];
}

const undocumentedNames: readonly string[] = ['anotherName'];

/** A rule may allow members of any name, where only documented ones may be sent. */
function judgeNames(subject: Subject, { pointer, path, ofAnyType }: DocumentedObject, rules: readonly BodyRule[]): Finding[] {
  const found = ruleAt(rules, path);
  if (found === undefined || found.inherited || !allowsOtherNames(found.list, (name) => ofAnyType.has(name))) return [];
  const message = `The pact lets the consumer send properties of any name in ${pointer === '' ? 'its body' : pointer}.`;
  const expected = 'only properties that the page or the metadata names';
  const parts = { pointer, expected, actual: describeRules(found.list), message, byRule: true };
  return [findingAbout(subject, 'request.body.undocumented-property', 'request.body', parts)];
}

function allowsOtherNames({ combine, matchers }: RuleList, isDocumented: (name: string) => boolean): boolean {
  const members = matchers.filter(isMembers);
  const lists = members.flatMap(({ keys }) => keys ?? []);
  const allows = (keys: RuleList): boolean => allowsUndocumented(keys, undefined, undocumentedNames, isDocumented) === 'yes';
  if (combine === 'or') return lists.length < members.length || lists.some(allows);
  if (lists.length === 0) return members.length > 0;
  return allows({ combine, matchers: lists.flatMap((keys) => keys.matchers) });
}

function judgeValue(subject: Subject, property: DocumentedProperty, example: unknown, rules: readonly BodyRule[]): Finding[] {
  const found = ruleAt(rules, property.path);
  const { type, rule, nullable, values, pointer } = property;
  if (found === undefined || type === undefined) return [];
  const { list, inherited } = found;
  if (found.generated) return judgeGenerated(subject, property, example, list);
  if (example === null && nullable) return [];
  if (!inherited && !isOfType(list, example, property)) {
    const actual = describeRules(list);
    const message = `The pact lets the consumer send something else than ${type} as ${pointer}: its rule is ${actual}.`;
    return [findingAbout(subject, 'request.body.type', rule, { pointer, expected: type, actual, message, identity: actual, byRule: true })];
  }
  if (values === undefined) return [];
  const allowance = allowsUndocumented(list, example, othersThan(property, values), (text) => values.includes(text));
  if (allowance === 'no') return [];
  const actual = describeRules(list);
  const expected = expectedOf(subject, property);
  if (allowance !== 'yes' && !inherited) return [exampleOnly(subject, rule, pointer, expected, list)];
  const message = inherited
    ? `Only the example of ${pointer} was judged: the rule of an object around it lets the consumer send ${actual}.`
    : `The pact lets the consumer send other values than the documented ones as ${pointer}: its rule is ${actual}.`;
  const parts = { pointer, expected, actual, message, identity: actual, byRule: true };
  return [findingAbout(subject, inherited ? 'request.not-checked' : 'request.body.value', rule, parts)];
}

/** A generator replaces the example, so at most the type of the sent value is known. @param list what the generator writes. */
function judgeGenerated(subject: Subject, property: DocumentedProperty, example: unknown, list: RuleList): Finding[] {
  const { type, rule, values, pointer } = property;
  const expected = expectedOf(subject, property);
  const actual = `${describeRules(list)}, generated`;
  const parts = { pointer, expected, actual, identity: actual };
  if (!isOfType(list, example, property)) {
    const message = `A generator of the pact sends something else than ${type ?? expected} as ${pointer}: ${actual}.`;
    return [findingAbout(subject, 'request.body.type', rule, { ...parts, message })];
  }
  if (values === undefined) return [];
  const message = `What is sent as ${pointer} was not judged: a generator of the pact writes over its example.`;
  return [findingAbout(subject, 'request.not-checked', rule, { ...parts, message })];
}

/** Within an `or`, each matcher must keep to the type. */
function isOfType(list: RuleList, example: unknown, { type = 'null', nullable }: DocumentedProperty): boolean {
  const isAllowed = (part: RuleList): boolean => allowsType(part, example, type) || (nullable && allowsType(part, example, 'null'));
  if (list.combine === 'and') return isAllowed(list);
  return list.matchers.every((matcher) => isAllowed({ combine: 'and', matchers: [matcher] }));
}

const others = new WeakMap<DocumentedProperty, readonly string[]>();

/** Undocumented values, some of them similar to the documented ones: a rule that allows one of them goes beyond the page. */
function othersThan(property: DocumentedProperty, values: readonly string[]): readonly string[] {
  return remember(others, property, () => {
    const near = values.flatMap((value) => {
      const from = value.lastIndexOf('.') + 1;
      return [`${value}X`, `${value.slice(0, from)}x${value.slice(from)}`];
    });
    return [...new Set(['another', ...near])].filter((text) => !values.includes(text));
  });
}

const typeName = '@odata.type';

/** Judges properties that another type lacks, which the rule of the type allows: the consumer may send them beside that type. */
function judgeBesideType(
  subject: Subject,
  { byType, ofAnyType, path, pointer: parent }: DocumentedObject,
  example: JsonObject,
  names: readonly string[],
  rules: readonly BodyRule[],
): Finding[] {
  const type = ofAnyType.get(typeName);
  const found = type?.values === undefined ? undefined : ruleAt(rules, type.path);
  // For an inherited or generated type, a note already says that only the example was judged.
  if (type?.values === undefined || found === undefined || found.inherited || found.generated) return [];
  const own = knownTypeOf(subject, parent, example);
  const types = certainlyAllowed(found.list, example[typeName], type.values).map(bareTypeName);
  const others = types.filter((one) => one !== own);
  if (others.length === 0) return [];
  return names.flatMap((name): Finding[] => {
    const other = others.find((one) => byType.get(one)?.has(name) === false);
    if (other === undefined) return [];
    const pointer = `${parent}/${name}`;
    const rule = describeRules(found.list);
    return [
      findingAbout(subject, 'request.body.undocumented-property', ofAnyType.get(name)?.rule ?? 'request.body', {
        pointer,
        expected: `only properties that every type has which ${type.pointer} may name`,
        actual: `${name} beside ${other}`,
        message: `The pact lets the consumer send ${pointer} beside the type ${other}, which has no such property: the rule of ${type.pointer} is ${rule}.`,
        identity: other,
        byRule: true,
        names: [...path, typeName],
      }),
    ];
  });
}
