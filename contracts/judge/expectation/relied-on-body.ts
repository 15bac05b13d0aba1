import { isObject, jsonTypeOf } from '../../json-value.js';
import { readBody } from '../body.js';
import { describeMediaType } from '../describe.js';
import type { ExchangeResponse } from '../exchange.js';
import { findingAbout, type Finding, type Subject } from '../finding.js';
import { typeNameIn } from '../known-properties.js';
import { documentedObjects, type DocumentedObject, type DocumentedValue } from '../documented-value.js';
import type { BodyRule, RuleList } from './interaction.js';
import { allowed } from './meaning/allowed-texts.js';
import { allowsType } from './meaning/allowed-types.js';
import { describeRules } from './meaning/in-words.js';
import { notTogether } from './not-together.js';
import { judgeReliedOnValue } from './relied-on-value.js';
import { undocumentedReliedOn } from './relied-on-undocumented.js';
import { ruleAt } from './rule-at.js';

/** A body on which a consumer relies: any part of what is documented. */
export function judgeReliedOnBody(subject: Subject, response: ExchangeResponse, rules: readonly BodyRule[]): Finding[] {
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

function judgeObject(subject: Subject, object: DocumentedObject, example: Record<string, unknown>, rules: readonly BodyRule[]): Finding[] {
  const own = rules.length === 0 ? undefined : ruleAt(rules, object.path);
  const members = own?.inherited === false ? own.list.matchers.find(({ kind }) => kind === 'members') : undefined;
  if (members?.kind === 'members') return judgeMembers(subject, object, members.keys, members.values);

  const types = admittedTypes(object, example, rules);
  const properties = types === undefined ? undefined : propertiesOfAny(object, types);
  const findings: Finding[] = types === undefined ? [] : notTogether(subject, object, types, example);
  for (const name of Object.keys(example)) {
    const documented = properties === undefined ? object.ofAnyType.get(name) : properties.get(name);
    if (documented !== undefined) findings.push(...judgeMember(subject, documented, example[name], rules));
    else if (properties !== undefined && !name.includes('@'))
      findings.push(undocumentedReliedOn(subject, object, name, example, properties));
  }
  return findings;
}

/** `values`, `eachKey` and `eachValue` ask nothing of the names in the example, but something of whatever comes: of all that is certain to come. */
function judgeMembers(subject: Subject, object: DocumentedObject, keys: RuleList | undefined, values: RuleList | undefined): Finding[] {
  const certain = [...object.ofAnyType].filter(([, { required }]) => required);
  return certain.flatMap(([name, documented]): Finding[] => {
    const { pointer } = documented;
    if (keys !== undefined && allowed(keys, undefined, [name]).length === 0) {
      const actual = describeRules(keys);
      const message = `The consumer relies on names that cannot be ${name}, which the page promises: ${actual}.`;
      const parts = { pointer, expected: name, actual, message, identity: actual, byRule: true };
      return [findingAbout(subject, 'expectation.value', documented.rule, parts)];
    }
    return values === undefined ? [] : judgeReliedOnValue(subject, documented, undefined, values);
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

function judgeMember(subject: Subject, documented: DocumentedValue, example: unknown, rules: readonly BodyRule[]): Finding[] {
  const rule = rules.length === 0 ? undefined : ruleAt(rules, documented.path);
  const inner = typeof example === 'object' ? documentedObjects(subject, 'response').get(documented.pointer) : undefined;
  // An object is what its members are, whatever equality or type is asked of it as a whole.
  if (inner !== undefined && isObject(example) && (rule === undefined || allowsType(rule.list, example, 'object'))) {
    return judgeObject(subject, inner, example, rules);
  }
  return judgeReliedOnValue(subject, documented, example, rule?.list);
}
