import { isObject, valueAt } from '../json-value.js';
import { familyOf } from './compiled-contracts.js';
import { closedObjects } from './judge-undocumented.js';
import { isFilledIn } from './filled-in.js';
import { findingAbout, versionOf, type Finding, type Subject } from './finding.js';
import { knownProperties, knownTypeOf, renamed } from './known-properties.js';
import { redactedByWriter } from './not-known.js';
import { isRedacted } from './redacted.js';

/** Strings that are ids, by their names: `id`, `groupId`, `collectionId`, `deviceAndAppManagementAssignmentFilterId`. */
const nameOfId = /^id$|Id$/;

export const neverFilledIn = 'a placeholder that was never filled in';

/** Judges the ids in the body of a request: one that was never filled in is a string like any other to a schema. */
export function judgeSentIds(subject: Subject, body: unknown): Finding[] {
  return closedObjects(subject.contract).flatMap((pointer) => {
    const object = valueAt(body, pointer);
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
    if (isRedacted(value)) return [idRedacted(subject, rule, pointer)];
    if (isFilledIn(value)) return [];
    const actual = value.trim() === '' ? 'an empty string' : neverFilledIn;
    return [
      findingAbout(subject, 'request.body.value', rule, {
        pointer,
        expected: 'an id',
        actual,
        message: `${pointer} must be an id, but is ${actual}.`,
        identity: actual,
      }),
    ];
  });
}

function idRedacted(subject: Subject, rule: string, pointer: string): Finding {
  return findingAbout(subject, 'request.not-checked', rule, {
    pointer,
    expected: 'an id',
    actual: 'a redacted value',
    message: `${pointer} was not judged: ${redactedByWriter}.`,
  });
}

/** An object whose type adds an id to its base type, such as a group target, names nobody without it. */
function judgeMissingId(subject: Subject, parent: string, object: Record<string, unknown>, type: string): Finding[] {
  if (parent === '') return [];
  const family = familyOf(subject.contract);
  const base = family.lineage(type).at(-1);
  const known = knownProperties(subject, 'request', parent, type);
  return family.allProperties(type, versionOf(subject)).flatMap(({ says: { typeName, property, nullable }, rule }): Finding[] => {
    if (typeName === base || !nameOfId.test(property) || (object[property] ?? null) !== null) return [];
    const actual = property in object ? 'null' : 'nothing';
    // A misspelt one is a finding already, and the cause.
    if (actual === 'nothing' ? renamed(object, property, known) !== undefined : !nullable) return [];
    return [
      findingAbout(subject, 'request.body.incomplete-target', rule, {
        pointer: `${parent}/${property}`,
        expected: 'an id',
        actual,
        message: `The request sends a ${type} without ${property}. The metadata ${nullable ? 'lets it be null' : 'has it'}, and does not say what that means.`,
        identity: actual,
      }),
    ];
  });
}
