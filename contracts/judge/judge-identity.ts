import type { TypePropertyPromise } from '../contract.js';
import { isObject, jsonTypeOf } from '../json-value.js';
import type { ReadBody } from './body.js';
import { familyOf } from './compiled-contracts.js';
import { describeName, describeValue } from './describe.js';
import { findingAbout, promises, versionOf, type Finding, type Subject } from './finding.js';
import { nearestType } from './nearest-type.js';
import { knownTypeOf } from './known-properties.js';
import { isFilledIn } from './filled-in.js';
import { isRedacted } from './redacted.js';
import type { OperationMatch } from './match-operation.js';

/**
 * Judges whether the answer is about what was asked: the assignment that the path addresses, with the target that was sent, and of a type
 * that somebody knows. What is missing or of a wrong type is the business of the schema, and passed over here.
 */
export function judgeIdentity(subject: Subject, match: OperationMatch, sent: ReadBody, body: unknown): Finding[] {
  if (!isObject(body)) return [];
  const { id, target } = body;
  const findings: Finding[] = [];
  if (isAnother(subject, match, id)) findings.push(otherObject(subject, id));
  if (!isObject(target)) return findings;
  const unknown = unknownType(subject, target);
  const sentTarget = sent.kind === 'json' && isObject(sent.value) ? sent.value['target'] : undefined;
  if (unknown !== undefined) findings.push(unknown);
  else if (isObject(sentTarget)) notUpdated(subject, sentTarget, target, findings);
  return findings;
}

function isAnother(subject: Subject, match: OperationMatch, id: unknown): id is string {
  const addressed = match.parameters.at(-1)?.value ?? '';
  if (typeof id !== 'string' || id === '' || same(id, addressed)) return false;
  return isFilledIn(addressed) && !isRedacted(addressed) && !isRedacted(id) && promises(subject, 'response.body.same-object');
}

function otherObject(subject: Subject, id: string): Finding {
  return findingAbout(subject, 'response.body.other-object', 'response.body.same-object', {
    pointer: '/id',
    expected: 'the id of the assignment in the path',
    actual: `another id (${describeValue(id)})`,
    message: 'The answer is about another assignment than the one in the path.',
  });
}

const targetTypeRule = 'response.body/target/@odata.type';

function unknownType(subject: Subject, target: Record<string, unknown>): Finding | undefined {
  const written = target['@odata.type'];
  if (typeof written !== 'string' || knownTypeOf(subject, '/target', target) !== undefined) return undefined;
  if (!promises(subject, targetTypeRule)) return undefined;
  const near = nearestType(subject, written);
  const shown = describeName(written);
  const hint = near === undefined ? '' : ` The nearest known one is ${near}.`;
  return findingAbout(subject, 'response.body.unknown-target-type', near === undefined ? targetTypeRule : `type.${near}`, {
    pointer: '/target/@odata.type',
    expected: 'a known target type',
    actual: shown,
    message: `The target has the type ${shown}, which is no target type that any layer names.${hint}`,
    identity: shown === written ? shown : '',
  });
}

/** Compares the target that was sent with the one that came back: its type, and every property that was sent and that some layer names. */
function notUpdated(subject: Subject, sent: Record<string, unknown>, answered: Record<string, unknown>, findings: Finding[]): void {
  const family = familyOf(subject.contract);
  const sentType = knownTypeOf(subject, '/target', sent);
  const answeredType = knownTypeOf(subject, '/target', answered);
  if (sentType === undefined || !promises(subject, 'response.body.updated')) return;
  if (answeredType !== undefined) {
    // The documented example sends the abstract type, which any derived one fulfils.
    const fits = family.find(sentType)?.abstract ? family.isA(answeredType, sentType) : sentType === answeredType;
    if (!fits) {
      findings.push(aboutTarget(subject, '/target/@odata.type', `the type that was sent (${sentType})`, answeredType, sentType));
      return;
    }
  }
  for (const { says } of family.allProperties(sentType, versionOf(subject))) {
    const name = says.property;
    if (!(name in sent) || !keeps(says, sent[name]) || !keeps(says, answered[name])) continue;
    if (equal(orNull(sent[name]), orNull(answered[name])) || isRedactedValue(sent[name]) || isRedactedValue(answered[name])) continue;
    const actual = orNull(answered[name]) === null ? 'nothing' : 'another value';
    findings.push(aboutTarget(subject, `/target/${name}`, 'the value that was sent', actual, name));
  }
}

/** An id of zeros, and the enumeration member `none`, name nothing, as null does. Evidence: public issues about assignment filters. */
function orNull(value: unknown): unknown {
  return value === '00000000-0000-0000-0000-000000000000' || value === 'none' ? null : (value ?? null);
}

function isRedactedValue(value: unknown): boolean {
  return typeof value === 'string' && isRedacted(value);
}

function aboutTarget(subject: Subject, pointer: string, expected: string, actual: string, identity: string): Finding {
  return findingAbout(subject, 'response.body.not-updated', 'response.body.updated', {
    pointer,
    expected,
    actual,
    message: `The answer's ${pointer} is not what was sent: the update did not take effect.`,
    identity,
  });
}

/** False when a value is of a type, or has a value, that its own rule already speaks about. A property that is left out breaks no rule. */
function keeps({ type, values, nullable }: TypePropertyPromise, value: unknown): boolean {
  if (value === undefined) return true;
  if (value === null) return nullable;
  const found = jsonTypeOf(value);
  if (found !== type && !(found === 'integer' && type === 'number')) return false;
  return values === undefined || (typeof value === 'string' && values.includes(value));
}

function same(a: string, b: string): boolean {
  return a === b || a.toLowerCase() === b.toLowerCase();
}

/** How deep two values are compared: deeper ones are taken for equal, for the stack's sake. */
const deepest = 100;

function equal(a: unknown, b: unknown, depth = 0): boolean {
  if (typeof a === 'string' && typeof b === 'string') return same(a, b);
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length || Array.isArray(a) !== Array.isArray(b)) return false;
  if (depth === deepest) return true;
  return names.every((name) => Object.hasOwn(b, name) && equal(valueOf(a, name), valueOf(b, name), depth + 1));
}

function valueOf(object: object, name: string): unknown {
  return (object as Record<string, unknown>)[name];
}
