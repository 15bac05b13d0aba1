import type { ErrorObject } from 'ajv';
import type { JsonSchema, MemberPromise, Side } from '../contract.js';
import { isObject, jsonTypeOf, nameOfPart, valueAt } from '../json-value.js';
import { describeName, describeProperty, describeValue } from './describe.js';
import { knownProperties, renamed } from './documented-object.js';
import { findingAbout, ruleOf, versionOf, type Finding, type Subject } from './finding.js';
import { judgeUndocumented } from './judge-undocumented.js';
import { didYouMean, isOpenType, knownTypeOf, nearestType } from './known-type.js';
import { validatorOf } from './validators.js';

/** Judges the JSON of a body by its schema. Additions by Graph are judged elsewhere. */
export function judgeBody(subject: Subject, side: Side, value: unknown): Finding[] {
  const validate = validatorOf(subject.contract, versionOf(subject), side);
  const errors = validate(value) ? [] : (validate.errors ?? []).filter((error) => error.keyword !== 'if');
  const findings = errors.length === 0 ? [] : contradictions(subject, side, value, errors);
  return side === 'request' ? [...findings, ...judgeUndocumented(subject, value, errors)] : findings;
}

/** Missing and wrong values. A value of a wrong type is one finding, not one for each keyword. */
function contradictions(subject: Subject, side: Side, body: unknown, errors: readonly ErrorObject[]): Finding[] {
  const wronglyTyped = new Set(errors.filter((error) => error.keyword === 'type').map((error) => error.instancePath));
  return errors
    .filter(({ keyword, schemaPath }) => keyword !== 'unevaluatedProperties' && !branchOfChoice.test(schemaPath))
    .filter((error) => error.keyword === 'type' || error.keyword === 'required' || !wronglyTyped.has(error.instancePath))
    .flatMap((error) => (error.keyword === 'anyOf' ? setsNothing(subject, body, error) : findingOf(subject, side, body, error)));
}

/** A choice fails as a whole: its single branches cause no findings. */
const branchOfChoice = /\/anyOf\/\d+\/required$/;

/** An update that sets none of the members that it can set. A misspelt one is a finding already, and the cause. */
function setsNothing(subject: Subject, body: unknown, error: ErrorObject): Finding[] {
  const rule = ruleIn(error.parentSchema as JsonSchema);
  const { says } = ruleOf(subject.contract, rule);
  const pointers = says.what === 'sets' ? says.pointers : [];
  const names = pointers.map((pointer) => nameOfPart(pointer.slice(1)));
  const known = knownProperties(subject, 'request', '', subject.contract.resourceType);
  const isUnknown = (name: string): boolean => !known.has(name) && !name.includes('@');
  if (isObject(body) && Object.keys(body).some(isUnknown)) return [];
  const message = `The request sets nothing: an update sends at least one of ${pointers.join(', ')}.`;
  const parts = { pointer: '', expected: `at least one of ${names.join(', ')}`, actual: 'nothing', message };
  return [findingAbout(subject, 'request.body.missing-property', rule, parts)];
}

function findingOf(subject: Subject, side: Side, body: unknown, error: ErrorObject): Finding {
  const schema = error.parentSchema as JsonSchema;
  const rule = ruleIn(schema);
  const pointer = error.instancePath;
  const actual = valueAt(body, pointer);
  switch (error.keyword) {
    case 'required':
      return missingProperty(subject, side, pointer, String(error.params['missingProperty']), schema, actual);
    case 'type':
      return wrongType(subject, side, pointer, rule, schema['type'], actual);
    default:
      if (side === 'request' && isOpenType(subject, actual)) return openType(subject, pointer, rule, actual);
      return wrongValue(subject, side, pointer, rule, schema, actual);
  }
}

function missingProperty(subject: Subject, side: Side, parent: string, name: string, schema: JsonSchema, object: unknown): Finding {
  const pointer = `${parent}/${name}`;
  const properties = schema['properties'] as Record<string, JsonSchema>;
  const known = knownProperties(subject, side, parent, knownTypeOf(subject, parent, object));
  const found = isObject(object) ? renamed(object, name, known) : undefined;
  const actual = found === undefined ? 'nothing' : describeProperty(found);
  const hint = found === undefined ? '' : ` It has ${actual} instead: was the property renamed?`;
  return findingAbout(subject, `${side}.body.missing-property`, ruleIn(properties[name] ?? schema), {
    pointer,
    expected: `the property ${name}`,
    actual,
    message: `${side === 'request' ? 'The request' : 'The answer'} lacks ${pointer}.${hint}`,
    // The name to change is the one that was found.
    names: found === undefined ? undefined : [...parent.split('/').slice(1), found],
  });
}

function wrongType(subject: Subject, side: Side, pointer: string, rule: string, type: unknown, value: unknown): Finding {
  const expected = Array.isArray(type) ? type.join(' or ') : String(type);
  const actual = jsonTypeOf(value);
  const place = pointer === '' ? 'The body' : pointer;
  const { says } = ruleOf(subject.contract, rule);
  const nullForbidden = 'nullable' in says && says.nullable === false;
  if (value === null && side === 'response' && pointer !== '' && !nullForbidden) {
    const message = `${place} is null. The page shows ${article(expected)}, and does not say whether null may come.`;
    return findingAbout(subject, 'response.body.null', rule, { pointer, expected, actual, message });
  }
  if (value === null && side === 'request' && says.what === 'member' && mayClear(says)) {
    const message = `The request sends null for ${place}. The page gives it ${article(expected)}, and does not say whether null clears it.`;
    return findingAbout(subject, 'request.body.null', rule, { pointer, expected, actual, message });
  }
  const message = `${place} must be ${article(expected)}, but is ${article(actual)}.`;
  return findingAbout(subject, `${side}.body.type`, rule, { pointer, expected, actual, message, identity: actual });
}

/** An update may leave the member out, and the pages are silent about null. */
function mayClear({ required, nonEmpty, nullable, type }: MemberPromise): boolean {
  return !required && !nonEmpty && nullable === undefined && type !== 'array';
}

function wrongValue(subject: Subject, side: Side, pointer: string, rule: string, schema: JsonSchema, value: unknown): Finding {
  const allowed = Array.isArray(schema['enum']) ? schema['enum'].filter((one) => typeof one === 'string') : [];
  const shown = pointer.endsWith('/@odata.type') ? allowed.filter((name) => name.startsWith('#')) : allowed;
  const near = nearestType(subject, pointer.endsWith('/@odata.type') ? pointer : '', value);
  const expected = allowed.length === 0 ? 'a string that is not empty' : listOf(shown);
  const actual = allowed.length === 0 ? describeValue(value) : describeName(value);
  // Reports cut long messages, so the list of allowed values comes last.
  const message = `${pointer} is ${actual}.${didYouMean(near)} It must be ${expected}.`;
  const parts = { pointer, expected, actual, message, identity: actual === value ? actual : '' };
  return findingAbout(subject, `${side}.body.value`, near === undefined ? rule : `type.${near}`, parts);
}

function openType(subject: Subject, pointer: string, rule: string, actual: string): Finding {
  const message = `${pointer} is ${actual}, which a newer published page shows and no metadata knows. Its properties were not judged.`;
  const parts = { pointer, expected: 'a type that the metadata knows', actual, message, identity: actual };
  return findingAbout(subject, 'request.body.open-type', rule, parts);
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
