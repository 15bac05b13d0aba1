import type { MemberPromise } from '../contract.js';
import { isObject, jsonTypeOf, nameOfPart, partOfPointer, valuesAt, type JsonObject } from '../json-value.js';
import type { ParsedBody } from './body.js';
import { familyOf } from './compiled-contracts.js';
import { describeName, describeValue } from './describe.js';
import { isFilledIn, isRedacted } from './dummy-value.js';
import { findingAbout, promises, ruleOf, versionOf, type Finding, type FindingParts, type Subject } from './finding.js';
import { knownTypeOf, mayBeOfUnknownType, nearestType } from './known-type.js';
import type { OperationMatch } from './match-operation.js';
import { objectPlaces } from './object-places.js';
import { equal, orNull, same } from './same-value.js';

const typeMember = '@odata.type';

/**
 * Judges whether an answer has the object of the path, known types, and the values that were sent. Missing and wrongly typed members are findings of the
 * schema, and skipped here.
 */
export function judgeIdentity(subject: OperationMatch, sent: ParsedBody, body: unknown): Finding[] {
  if (!isObject(body)) return [];
  const id = body[subject.contract.identity?.member ?? ''];
  const findings = isAnother(subject, id) ? [otherObject(subject, id)] : [];
  const unknown = unknownTypes(subject, body);
  const sentBody = sent.kind === 'json' && isObject(sent.value) ? sent.value : {};
  const isUnknown = (member: string): boolean => unknown.some(({ pointer }) => pointer.startsWith(`/${member}/`));
  const updated = promises(subject, 'response.body.updated')
    ? subject.contract.settable.filter((member) => !isUnknown(member)).flatMap((member) => notUpdated(subject, member, sentBody, body))
    : [];
  return [...findings, ...unknown, ...updated];
}

function isAnother(subject: OperationMatch, id: unknown): id is string {
  const addressed = subject.parameters.at(-1)?.value ?? '';
  if (typeof id !== 'string' || id === '' || same(id, addressed)) return false;
  return isFilledIn(addressed) && !isRedacted(addressed) && !isRedacted(id) && promises(subject, 'response.body.same-object');
}

function otherObject(subject: Subject, id: string): Finding {
  const noun = (/[A-Z]?[a-z]+$/.exec(subject.contract.resourceType ?? '')?.[0] ?? 'object').toLowerCase();
  return findingAbout(subject, 'response.body.other-object', 'response.body.same-object', {
    pointer: `/${subject.contract.identity?.member ?? ''}`,
    expected: `the id of the ${noun} in the path`,
    actual: `another id (${describeValue(id)})`,
    message: `The answer is about another ${noun} than the one in the path.`,
  });
}

/** Objects of types that no layer names, where the pages name the types that may stand there. */
function unknownTypes(subject: Subject, body: unknown): Finding[] {
  return [...objectPlaces(subject.contract).response].flatMap(([pattern, { rule }]) =>
    pattern === ''
      ? []
      : valuesAt(body, pattern).flatMap(([pointer, object]) => unknownType(subject, pattern, pointer, rule, object) ?? []),
  );
}

function unknownType(subject: Subject, pattern: string, parent: string, rule: string, object: unknown): Finding | undefined {
  const written = isObject(object) ? object[typeMember] : undefined;
  const isJudged = namesTypes(subject, pattern) && !mayBeOfUnknownType(subject, pattern);
  if (typeof written !== 'string' || knownTypeOf(subject, parent, object) !== undefined || !isJudged) return undefined;
  const near = nearestType(subject, `${parent}/${typeMember}`, written);
  const actual = describeName(written);
  const hint = near === undefined ? '' : ` The nearest known one is ${near}.`;
  const member = nameOfPart(pattern.replace(/\/\*$/, '').replace(/.*\//, ''));
  return findingAbout(subject, 'response.body.unknown-target-type', near === undefined ? rule : `type.${near}`, {
    pointer: `${parent}/${typeMember}`,
    expected: `a known ${member} type`,
    actual,
    message: `The ${member} has the type ${actual}, which neither the page nor the metadata names.${hint}`,
    identity: actual === written ? actual : '',
  });
}

function namesTypes({ contract }: Subject, pattern: string): boolean {
  const typeName = objectPlaces(contract).response.get(pattern)?.typeName;
  return typeName !== undefined && familyOf(contract).find(typeName) !== undefined;
}

/** Compares a member that was sent with the answer's: of an object its type, and each property that the contract names. */
function notUpdated(subject: Subject, member: string, sentBody: JsonObject, body: JsonObject): Finding[] {
  const [sent, answered] = [sentBody[member], body[member]];
  const pointer = `/${partOfPointer(member)}`;
  if (!isObject(sent) || !isObject(answered)) return notUpdatedValue(subject, member, pointer, sentBody, body);
  const family = familyOf(subject.contract);
  const sentType = knownTypeOf(subject, pointer, sent);
  const answeredType = knownTypeOf(subject, pointer, answered);
  if (sentType === undefined) return [];
  if (answeredType !== undefined) {
    // The documented example sends the abstract type, which any derived one fulfils.
    const fits = family.find(sentType)?.abstract ? family.isA(answeredType, sentType) : sentType === answeredType;
    if (!fits) {
      const about = { pointer: `${pointer}/${typeMember}`, expected: `the type that was sent (${sentType})`, actual: answeredType };
      return [notWhatWasSent(subject, { ...about, identity: sentType }, sentType, answeredType)];
    }
  }
  return family.allProperties(sentType, versionOf(subject)).flatMap(({ says }): Finding[] => {
    const name = says.property;
    const [before, after] = [sent[name], answered[name]];
    if (!(name in sent) || !keeps(says, before) || !keeps(says, after)) return [];
    if (equal(orNull(before), orNull(after)) || isRedactedValue(before) || isRedactedValue(after)) return [];
    return [otherValueThanSent(subject, `${pointer}/${name}`, before, after, name)];
  });
}

/** A member that is no object, such as a text or a list. */
function notUpdatedValue(subject: Subject, member: string, pointer: string, sent: JsonObject, answered: JsonObject): Finding[] {
  const [ofSent, ofAnswered] = [`request.body${pointer}`, `response.body${pointer}`].map((rule) => ruleOf(subject.contract, rule).says);
  if (ofSent?.what !== 'member' || ofAnswered?.what !== 'member' || !(member in sent) || !(member in answered)) return [];
  const [before, after] = [sent[member], answered[member]];
  const isKept = typeof before === typeof after && typeof before !== 'object' && keeps(ofSent, before) && keeps(ofAnswered, after);
  if (!isKept || equal(before, after) || [before, after].some((value) => isRedactedValue(value) || isTime(value))) return [];
  return [otherValueThanSent(subject, pointer, before, after, member)];
}

/** Graph writes times in its own precision. */
function isTime(value: unknown): boolean {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\d(?:T|$)/.test(value);
}

function isRedactedValue(value: unknown): boolean {
  return typeof value === 'string' && isRedacted(value);
}

function otherValueThanSent(subject: Subject, pointer: string, before: unknown, after: unknown, identity: string): Finding {
  const [sent, other] = before === null ? ['null', 'a value'] : ['a value', 'another one'];
  const isGone = orNull(after) === null;
  const about = { pointer, expected: 'the value that was sent', actual: isGone ? 'nothing' : 'another value', identity };
  return notWhatWasSent(subject, about, sent, isGone ? 'none' : other);
}

/** `sent` and `came` are words for the values at the pointer. */
function notWhatWasSent(subject: Subject, about: Omit<FindingParts, 'message'>, sent: string, came: string): Finding {
  const message = `The request sends ${sent} in ${about.pointer}, but the answer has ${came}. The update had no effect, or the answer is wrong.`;
  return findingAbout(subject, 'response.body.not-updated', 'response.body.updated', { ...about, message });
}

/** False for a value that breaks its own rule. A property that is left out breaks none. */
function keeps({ type, values, nullable }: Pick<MemberPromise, 'type' | 'values' | 'nullable'>, value: unknown): boolean {
  if (value === undefined || type === undefined) return true;
  if (value === null) return nullable !== false;
  const found = jsonTypeOf(value);
  if (found !== type && !(found === 'integer' && type === 'number')) return false;
  return values === undefined || (typeof value === 'string' && values.includes(value));
}
