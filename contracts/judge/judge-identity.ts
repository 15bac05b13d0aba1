import type { TypePropertyPromise } from '../contract.js';
import { isObject, jsonTypeOf } from '../json-value.js';
import type { ParsedBody } from './body.js';
import { familyOf } from './compiled-contracts.js';
import { describeName, describeValue } from './describe.js';
import { isFilledIn, isRedacted } from './dummy-value.js';
import { findingAbout, promises, versionOf, type Finding, type Subject } from './finding.js';
import { knownTypeOf, nearestType } from './known-type.js';
import type { OperationMatch } from './match-operation.js';

/**
 * Judges whether an answer has the assignment of the path, the target that was sent, and a known target type. Missing and wrongly typed members are
 * findings of the schema, and skipped here.
 */
export function judgeIdentity(subject: OperationMatch, sent: ParsedBody, body: unknown): Finding[] {
  if (!isObject(body)) return [];
  const { id, target } = body;
  const findings = isAnother(subject, id) ? [otherObject(subject, id)] : [];
  if (!isObject(target)) return findings;
  const unknown = unknownType(subject, target);
  if (unknown !== undefined) return [...findings, unknown];
  const sentTarget = sent.kind === 'json' && isObject(sent.value) ? sent.value['target'] : undefined;
  return isObject(sentTarget) ? [...findings, ...notUpdated(subject, sentTarget, target)] : findings;
}

function isAnother(subject: OperationMatch, id: unknown): id is string {
  const addressed = subject.parameters.at(-1)?.value ?? '';
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
  const actual = describeName(written);
  const hint = near === undefined ? '' : ` The nearest known one is ${near}.`;
  return findingAbout(subject, 'response.body.unknown-target-type', near === undefined ? targetTypeRule : `type.${near}`, {
    pointer: '/target/@odata.type',
    expected: 'a known target type',
    actual,
    message: `The target has the type ${actual}, which is no target type that any layer names.${hint}`,
    identity: actual === written ? actual : '',
  });
}

/** Compares two targets: their types, and each sent property that the contract names. */
function notUpdated(subject: Subject, sent: Record<string, unknown>, answered: Record<string, unknown>): Finding[] {
  const family = familyOf(subject.contract);
  const sentType = knownTypeOf(subject, '/target', sent);
  const answeredType = knownTypeOf(subject, '/target', answered);
  if (sentType === undefined || !promises(subject, 'response.body.updated')) return [];
  if (answeredType !== undefined) {
    // The documented example sends the abstract type, which any derived one fulfils.
    const fits = family.find(sentType)?.abstract ? family.isA(answeredType, sentType) : sentType === answeredType;
    if (!fits) return [aboutTarget(subject, '/target/@odata.type', `the type that was sent (${sentType})`, answeredType, sentType)];
  }
  return family.allProperties(sentType, versionOf(subject)).flatMap(({ says }): Finding[] => {
    const name = says.property;
    const [before, after] = [sent[name], answered[name]];
    if (!(name in sent) || !keeps(says, before) || !keeps(says, after)) return [];
    if (equal(orNull(before), orNull(after)) || isRedactedValue(before) || isRedactedValue(after)) return [];
    const actual = orNull(after) === null ? 'nothing' : 'another value';
    return [aboutTarget(subject, `/target/${name}`, 'the value that was sent', actual, name)];
  });
}

/** An id of zeros, and the enumeration member `none`, name nothing, as null does. Evidence: public issues about assignment filters. */
function orNull(value: unknown): unknown {
  return value === '00000000-0000-0000-0000-000000000000' || value === 'none' ? null : (value ?? null);
}

function isRedactedValue(value: unknown): boolean {
  return typeof value === 'string' && isRedacted(value);
}

function aboutTarget(subject: Subject, pointer: string, expected: string, actual: string, identity: string): Finding {
  const message = `The answer's ${pointer} is not what was sent: the update did not take effect.`;
  return findingAbout(subject, 'response.body.not-updated', 'response.body.updated', { pointer, expected, actual, message, identity });
}

/** False for a value that breaks its own rule. A property that is left out breaks none. */
function keeps({ type, values, nullable }: TypePropertyPromise, value: unknown): boolean {
  if (value === undefined) return true;
  if (value === null) return nullable !== false;
  const found = jsonTypeOf(value);
  if (type !== undefined && found !== type && !(found === 'integer' && type === 'number')) return false;
  return values === undefined || (typeof value === 'string' && values.includes(value));
}

function same(a: string, b: string): boolean {
  return a === b || a.toLowerCase() === b.toLowerCase();
}

/** The depth to which values are compared. Deeper ones count as equal, so that the stack suffices. */
const deepest = 100;

function equal(a: unknown, b: unknown, depth = 0): boolean {
  if (typeof a === 'string' && typeof b === 'string') return same(a, b);
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  const [left, right] = [new Map(Object.entries(a)), new Map(Object.entries(b))];
  if (left.size !== right.size || Array.isArray(a) !== Array.isArray(b)) return false;
  return depth === deepest || [...left].every(([name, value]) => right.has(name) && equal(value, right.get(name), depth + 1));
}
