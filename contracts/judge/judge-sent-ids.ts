import { isObject, valuesAt } from '../json-value.js';
import { familyOf } from './compiled-contracts.js';
import { knownProperties, renamed } from './documented-object.js';
import { redactedByWriter } from './exchange.js';
import { findingAbout, versionOf, type Finding, type Subject } from './finding.js';
import { closedObjects } from './judge-undocumented.js';
import { knownTypeOf } from './known-type.js';
import { isFilledIn, isRedacted } from './dummy-value.js';
import { objectPlaces, patternOf } from './object-places.js';

/** Names of ids: `id`, `groupId`, `collectionId`, `deviceAndAppManagementAssignmentFilterId`. */
const nameOfId = /^id$|Id$/;

export const neverFilledIn = 'a placeholder that was never filled in';

/** Judges the ids in the body of a request: to a schema, a placeholder is a string like any other. */
export function judgeSentIds(subject: Subject, body: unknown): Finding[] {
  const objects = closedObjects(subject.contract).flatMap((pattern) => valuesAt(body, pattern));
  return objects.flatMap(([pointer, object]) => {
    const type = knownTypeOf(subject, pointer, object);
    if (!isObject(object) || type === undefined) return [];
    return [...judgeIds(subject, pointer, object, type), ...judgeMissingId(subject, pointer, object, type)];
  });
}

function judgeIds(subject: Subject, parent: string, object: Record<string, unknown>, type: string): Finding[] {
  const known = knownProperties(subject, 'request', parent, type);
  return Object.keys(object).flatMap((name): Finding[] => {
    const value = object[name];
    const rule = known.get(name)?.rule;
    if (rule === undefined || typeof value !== 'string' || !nameOfId.test(name)) return [];
    const pointer = `${parent}/${name}`;
    const expected = 'an id';
    if (isRedacted(value)) {
      const message = `${pointer} was not judged: ${redactedByWriter}.`;
      return [findingAbout(subject, 'request.not-checked', rule, { pointer, expected, actual: 'a redacted value', message })];
    }
    if (isFilledIn(value)) return [];
    const actual = value.trim() === '' ? 'an empty string' : neverFilledIn;
    const message = `${pointer} must be an id, but is ${actual}.`;
    return [findingAbout(subject, 'request.body.value', rule, { pointer, expected, actual, message, identity: actual })];
  });
}

/** An object whose type adds an id to the declared type, such as a group target, addresses nothing without it. */
function judgeMissingId(subject: Subject, parent: string, object: Record<string, unknown>, type: string): Finding[] {
  if (parent === '') return [];
  const family = familyOf(subject.contract);
  const declared = objectPlaces(subject.contract).request.get(patternOf(subject.contract, parent))?.typeName ?? '';
  const known = knownProperties(subject, 'request', parent, type);
  return family.allProperties(type, versionOf(subject)).flatMap(({ says: { typeName, property, nullable }, rule }): Finding[] => {
    if (!family.isA(typeName, declared) || typeName === declared || !nameOfId.test(property) || (object[property] ?? null) !== null)
      return [];
    const actual = property in object ? 'null' : 'nothing';
    // The misspelt member is reported already, and is the cause.
    if (actual === 'nothing' ? renamed(object, property, known) !== undefined : !nullable) return [];
    const meaning = nullable ? 'lets it be null' : 'has it';
    const message = `The request sends a ${type} without ${property}. The metadata ${meaning}, and does not say what that means.`;
    const parts = { pointer: `${parent}/${property}`, expected: 'an id', actual, message, identity: actual };
    return [findingAbout(subject, 'request.body.incomplete-target', rule, parts)];
  });
}
