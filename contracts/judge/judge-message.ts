import type { Side } from '../contract.js';
import { isObject, valuesAt } from '../json-value.js';
import { writtenType } from '../type-family.js';
import type { ParsedBody } from './body.js';
import { familyOf } from './compiled-contracts.js';
import { isWithheld, redactedByWriter, type Withheld } from './exchange.js';
import { findingAbout, type Finding, type Subject } from './finding.js';
import { describeName } from './describe.js';
import { didYouMean, knownTypeOf, mayBeOfUnknownType, nearestType } from './known-type.js';
import { objectPlaces } from './object-places.js';
import { oncePerContract } from './remember.js';

const nouns: Readonly<Record<Side, string>> = { request: 'request', response: 'answer' };

/** A note that a part of a message is not in the source. */
function notInSource(subject: Subject, side: Side, rule: string, pointer: string, part: string, message: string): Finding {
  return findingAbout(subject, `${side}.not-checked`, rule, { pointer, expected: `${part} in the source`, actual: 'nothing', message });
}

export function headersNotChecked(subject: Subject, side: Side, [rule]: readonly { readonly id: string }[]): Finding[] {
  const part = `${side} headers`;
  const message = `The source holds no ${part}, so they were not judged.`;
  return rule === undefined ? [] : [notInSource(subject, side, rule.id, 'headers', part, message)];
}

export function headerRedacted(subject: Subject, side: Side, rule: string, header: string): Finding {
  const name = side === 'request' ? `request's ${header} header` : `answer's ${header}`;
  return notInSource(subject, side, rule, header, 'the header', `The ${name} was not judged: ${redactedByWriter}.`);
}

export function headerWithheld(subject: Subject, rule: string, header: string): Finding {
  const message = `The source has no ${header} header, and may have left it out; it was not judged.`;
  return notInSource(subject, 'request', rule, header, 'the header', message);
}

export function bodyNotChecked(subject: Subject, side: Side, { bodyWithheld }: Withheld): Finding {
  const reason = typeof bodyWithheld === 'string' ? ` (${bodyWithheld})` : '';
  const message = `The source does not hold the body of the ${nouns[side]}${reason}, so it was not judged.`;
  return notInSource(subject, side, `${side}.body`, '', 'the body', message);
}

/** The members of a type that no page describes. */
const undescribed = oncePerContract((contract) =>
  contract.rules.flatMap(({ id, says }) => {
    if (says.what !== 'member' || says.typeName === undefined || says.values !== undefined) return [];
    return familyOf(contract).find(says.typeName) === undefined ? [{ id, ...says, typeName: says.typeName }] : [];
  }),
);

/** A note for each member whose value was not judged, or only its JSON type, because no page describes its type. */
export function typesNotChecked(subject: Subject, side: Side, body: unknown): Finding[] {
  return [...unknownTypes(subject, side, body), ...membersNotChecked(subject, side, body)];
}

/** Objects of types that no page describes, where such types may stand. A slip in writing a known one is no such type. */
function unknownTypes(subject: Subject, side: Side, body: unknown): Finding[] {
  return [...objectPlaces(subject.contract)[side]].flatMap(([pattern, { rule }]) => {
    if (pattern === '' || !mayBeOfUnknownType(subject, pattern)) return [];
    return valuesAt(body, pattern).flatMap(([parent, object]): Finding[] => {
      const written = isObject(object) ? object['@odata.type'] : undefined;
      if (typeof written !== 'string' || knownTypeOf(subject, parent, object) !== undefined) return [];
      const pointer = `${parent}/@odata.type`;
      const actual = describeName(written);
      const near = nearestType(subject, pointer, written);
      if (near !== undefined && side === 'request') {
        const message = `${pointer} is ${actual}.${didYouMean(near)}`;
        const parts = { pointer, expected: writtenType(near), actual, message, identity: actual === written ? actual : '' };
        return [findingAbout(subject, 'request.body.value', `type.${near}`, parts)];
      }
      const message = `${parent} was not judged: no page describes its type ${actual}.`;
      return [findingAbout(subject, `${side}.not-checked`, rule, { pointer: parent, expected: 'the page of its type', actual, message })];
    });
  });
}

function membersNotChecked(subject: Subject, side: Side, body: unknown): Finding[] {
  return undescribed(subject.contract).flatMap(({ id, side: own, pointer, typeName }) => {
    if (own !== side || valuesAt(body, pointer).every(([, value]) => value === null)) return [];
    const message = `${pointer} was not judged: no page describes its type ${typeName}.`;
    return [findingAbout(subject, `${side}.not-checked`, id, { pointer, expected: `the page of ${typeName}`, actual: 'nothing', message })];
  });
}

/** Judges a promised body: a JSON object. */
export function judgeJsonBody(
  subject: Subject,
  side: Side,
  body: ParsedBody,
  message: Withheld,
  judgeValue: (value: unknown) => readonly Finding[],
): Finding[] {
  const rule = `${side}.body`;
  const about = { pointer: '', expected: 'a JSON object' };
  switch (body.kind) {
    case 'none': {
      if (isWithheld(message)) return [bodyNotChecked(subject, side, message)];
      return [
        findingAbout(subject, `${side}.body.missing`, rule, { ...about, actual: 'nothing', message: `The ${nouns[side]} has no body.` }),
      ];
    }
    case 'html':
    case 'not-json': {
      const parts = { ...about, actual: 'text that is not JSON', message: `The body of the ${nouns[side]} is not JSON, or is cut off.` };
      return [findingAbout(subject, `${side}.body.not-json`, rule, parts)];
    }
    case 'json':
      return [...(body.byteOrderMark ? [byteOrderMark(subject, side)] : []), ...judgeValue(body.value)];
    default:
      return body satisfies never;
  }
}

function byteOrderMark(subject: Subject, side: Side): Finding {
  return findingAbout(subject, `${side}.body.byte-order-mark`, `${side}.body`, {
    pointer: '',
    expected: 'JSON',
    actual: 'JSON after a byte order mark',
    message: `The JSON of the ${nouns[side]} begins with a byte order mark.`,
  });
}
