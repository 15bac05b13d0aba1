import { isObject, valueAt } from '../../json-value.js';
import { readBody } from '../body.js';
import { documentedObjects, expectedOf, type DocumentedObject, type DocumentedValue } from '../documented-value.js';
import type { ExchangeRequest } from '../exchange.js';
import { findingAbout, type Finding, type Subject } from '../finding.js';
import { knownTypeOf } from '../known-properties.js';
import { exampleOnly } from './example-only.js';
import type { MessageRules, RuleList } from './interaction.js';
import { allowsType } from './matchers/allowed-types.js';
import { describeRules } from './matchers/in-words.js';
import { letsIn } from './matchers/lets-in.js';
import { isMembers } from './members.js';
import { ruleAt } from './rule-at.js';
import { sentBesideType } from './request-beside-type.js';

/** Judges what a consumer may send in its body besides its example. */
export function judgeBodyRules(subject: Subject, request: ExchangeRequest, rules: MessageRules): Finding[] {
  if (rules.body.length === 0) return [];
  const body = readBody(request.body);
  if (body.kind !== 'json') return [];
  return [...documentedObjects(subject, 'request').values()].flatMap((object) => {
    const example = valueAt(body.value, object.pointer);
    return isObject(example) ? judgeObject(subject, object, example, rules) : [];
  });
}

function judgeObject(subject: Subject, object: DocumentedObject, example: Record<string, unknown>, rules: MessageRules): Finding[] {
  // Beside a type that nobody knows, each property is judged by itself.
  const properties = object.byType.get(knownTypeOf(subject, object.pointer, example) ?? '') ?? object.ofAnyType;
  const names = Object.keys(example).filter((name) => properties.has(name));
  const values = names.flatMap((name) => {
    const documented = properties.get(name);
    return documented === undefined ? [] : judgeValue(subject, documented, example[name], rules);
  });
  // Where the type may be any, that says it all.
  const isAnyType = values.some(({ code, pointer }) => code === 'request.body.value' && pointer.endsWith('/@odata.type'));
  return [
    ...judgeNames(subject, object, rules),
    ...values,
    ...(isAnyType ? [] : sentBesideType(subject, object, example, names, rules.body)),
  ];
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

function judgeValue(subject: Subject, documented: DocumentedValue, example: unknown, rules: MessageRules): Finding[] {
  const found = ruleAt(rules.body, documented.path);
  const { type, rule, nullable, values, pointer } = documented;
  if (found === undefined || type === undefined) return [];
  const { list, inherited } = found;
  if (found.generated) return judgeGenerated(subject, documented, example, list);
  if (example === null && nullable) return [];
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

/** A generator writes over the example: of what is sent, the type is known at most. @param list what the generator writes. */
function judgeGenerated(subject: Subject, documented: DocumentedValue, example: unknown, list: RuleList): Finding[] {
  const { type, rule, values, pointer } = documented;
  const expected = expectedOf(subject, documented);
  const actual = `${describeRules(list)}, generated`;
  const parts = { pointer, expected, actual, identity: actual };
  if (!isOfType(list, example, documented)) {
    const message = `A generator of the pact sends something else than ${type ?? expected} as ${pointer}: ${actual}.`;
    return [findingAbout(subject, 'request.body.type', rule, { ...parts, message })];
  }
  if (values === undefined) return [];
  const message = `What is sent as ${pointer} was not judged: a generator of the pact writes over its example.`;
  return [findingAbout(subject, 'request.not-checked', rule, { ...parts, message })];
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
