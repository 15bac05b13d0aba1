import type { ErrorObject, ValidateFunction } from 'ajv';
import type { ApiVersion, JsonSchema, Side } from '../contract.js';
import { nameOfPart } from '../json-pointer.js';
import { isObject, jsonTypeOf, valueAt } from '../json-value.js';
import type { Code } from './codes.js';
import { describeName, describeProperty, describeValue } from './describe.js';
import { findingAbout, ruleOf, versionOf, type Finding, type Subject } from './finding.js';
import { judgeUndocumented } from './judge-undocumented.js';
import { knownProperties, knownTypeOf, renamed } from './known-properties.js';
import { didYouMean, nearestType } from './nearest-type.js';
import { isOpenType } from './open-type.js';
import { oncePerContract } from './once-per-contract.js';
import validators from './validators.generated.js';

/** Judges the JSON of one body against its schema. What Graph may add is not judged here, only what it must not lack or change. */
export function judgeBody(subject: Subject, side: Side, value: unknown): Finding[] {
  const validate = validatorsOf(subject.contract)[side][versionOf(subject)];
  if (validate(value)) return side === 'request' ? judgeUndocumented(subject, value, []) : [];
  const errors = (validate.errors ?? []).filter((error) => error.keyword !== 'if');
  return [...contradictions(subject, side, value, errors), ...(side === 'request' ? judgeUndocumented(subject, value, errors) : [])];
}

const validatorsOf = oncePerContract(({ name }): Readonly<Record<Side, Readonly<Record<ApiVersion, ValidateFunction>>>> => {
  const ofSide = (side: Side): Record<ApiVersion, ValidateFunction> => {
    return { 'v1.0': validatorOf(name, 'v1.0', side), beta: validatorOf(name, 'beta', side) };
  };
  return { request: ofSide('request'), response: ofSide('response') };
});

function validatorOf(name: string, version: ApiVersion, side: Side): ValidateFunction {
  const id = `urn:graph-assignment-contracts:${name}:${version}:${side}`;
  const validate = validators[id];
  if (validate === undefined) throw new Error(`No validator for ${id}. Run "npm run build".`);
  return validate;
}

/** What a value must not lack or change. An object that is none, or a value of a wrong type, is one finding, and not one for each keyword. */
function contradictions(subject: Subject, side: Side, body: unknown, errors: readonly ErrorObject[]): Finding[] {
  const wronglyTyped = new Set(errors.filter((error) => error.keyword === 'type').map((error) => error.instancePath));
  return errors
    .filter(({ keyword, schemaPath }) => keyword !== 'unevaluatedProperties' && !branchOfChoice.test(schemaPath))
    .filter((error) => error.keyword === 'type' || error.keyword === 'required' || !wronglyTyped.has(error.instancePath))
    .flatMap((error) => (error.keyword === 'anyOf' ? setsNothing(subject, body, error) : findingOf(subject, side, body, error)));
}

/** A choice fails as a whole: its branches say nothing by themselves. */
const branchOfChoice = /\/anyOf\/\d+\/required$/;

/** An update that sets none of the members that it can set. A misspelt one is a finding already, and the cause. */
function setsNothing(subject: Subject, body: unknown, error: ErrorObject): Finding[] {
  const rule = ruleIn(error.parentSchema as JsonSchema);
  const { says } = ruleOf(subject.contract, rule);
  const pointers = says.what === 'sets' ? says.pointers : [];
  const names = pointers.map((pointer) => nameOfPart(pointer.slice(1)));
  const known = knownProperties(subject, 'request', '', subject.contract.resourceType ?? '');
  if (isObject(body) && names.some((name) => renamed(body, name, known) !== undefined)) return [];
  return [
    findingAbout(subject, 'request.body.missing-property', rule, {
      pointer: '',
      expected: `at least one of ${names.join(', ')}`,
      actual: 'nothing',
      message: `The request sets nothing: an update sends at least one of ${pointers.join(', ')}.`,
    }),
  ];
}

function findingOf(subject: Subject, side: Side, body: unknown, error: ErrorObject): Finding {
  const schema = error.parentSchema as JsonSchema;
  const actual = valueAt(body, error.instancePath);
  switch (error.keyword) {
    case 'required':
      return missingProperty(subject, side, error.instancePath, String(error.params['missingProperty']), schema, actual);
    case 'type':
      return wrongType(subject, side, error.instancePath, ruleIn(schema), schema['type'], actual);
    default:
      if (side === 'request' && isOpenType(subject, actual)) return openType(subject, error.instancePath, ruleIn(schema), actual);
      return wrongValue(subject, side, error.instancePath, ruleIn(schema), schema, actual);
  }
}

function missingProperty(subject: Subject, side: Side, parent: string, name: string, schema: JsonSchema, actual: unknown): Finding {
  const pointer = `${parent}/${name}`;
  const properties = schema['properties'] as Record<string, JsonSchema>;
  const known = knownProperties(subject, side, parent, knownTypeOf(subject, parent, actual) ?? '');
  const found = isObject(actual) ? renamed(actual, name, known) : undefined;
  const who = side === 'request' ? 'The request' : 'The answer';
  const hint = found === undefined ? '' : ` It has ${describeProperty(found)} instead: was the property renamed?`;
  return findingAbout(subject, `${side}.body.missing-property`, ruleIn(properties[name] ?? schema), {
    pointer,
    expected: `the property ${name}`,
    actual: found === undefined ? 'nothing' : describeProperty(found),
    message: `${who} lacks ${pointer}.${hint}`,
    // A name that stands in the place of a missing one is what is to be changed.
    names: found === undefined ? undefined : [...parent.split('/').slice(1), found],
  });
}

function wrongType(subject: Subject, side: Side, pointer: string, rule: string, type: unknown, actual: unknown): Finding {
  const expected = Array.isArray(type) ? type.join(' or ') : String(type);
  const place = pointer === '' ? 'The body' : pointer;
  const { says } = ruleOf(subject.contract, rule);
  const nullForbidden = 'nullable' in says && !says.nullable;
  if (actual === null && side === 'response' && pointer !== '' && !nullForbidden) {
    return findingAbout(subject, 'response.body.null', rule, {
      pointer,
      expected,
      actual: 'null',
      message: `${place} is null. The page shows ${article(expected)}, and does not say whether null may come.`,
    });
  }
  const code: Code = `${side}.body.type`;
  return findingAbout(subject, code, rule, {
    pointer,
    expected,
    actual: jsonTypeOf(actual),
    message: `${place} must be ${article(expected)}, but is ${article(jsonTypeOf(actual))}.`,
    identity: jsonTypeOf(actual),
  });
}

function wrongValue(subject: Subject, side: Side, pointer: string, rule: string, schema: JsonSchema, actual: unknown): Finding {
  const allowed = Array.isArray(schema['enum']) ? schema['enum'].filter((value) => typeof value === 'string') : [];
  const isTypeName = pointer.endsWith('/@odata.type');
  const near = ruleOf(subject.contract, rule).says.what === 'nested-type' ? nearestType(subject, actual) : undefined;
  const expected =
    allowed.length === 0 ? 'a string that is not empty' : listOf(isTypeName ? allowed.filter((name) => name.startsWith('#')) : allowed);
  const shown = allowed.length === 0 ? describeValue(actual) : describeName(actual);
  return findingAbout(subject, `${side}.body.value`, near === undefined ? rule : `type.${near}`, {
    pointer,
    expected,
    actual: shown,
    // Reports cut a long message: the list of what is allowed, which may be long, comes last.
    message: `${pointer} is ${shown}.${didYouMean(near)} It must be ${expected}.`,
    identity: shown === actual ? shown : '',
  });
}

function openType(subject: Subject, pointer: string, rule: string, type: string): Finding {
  return findingAbout(subject, 'request.body.open-type', rule, {
    pointer,
    expected: 'a type that the metadata knows',
    actual: type,
    message: `${pointer} is ${type}, which a newer published page shows and no metadata knows. Its properties were not judged.`,
    identity: type,
  });
}

function ruleIn(schema: JsonSchema): string {
  return String(schema['$comment']);
}

function article(type: string): string {
  if (type === 'null') return 'null';
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}

function listOf(values: readonly string[]): string {
  return values.length <= 1 ? (values[0] ?? '') : `one of ${values.join(', ')}`;
}
