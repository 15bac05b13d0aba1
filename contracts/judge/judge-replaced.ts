import { countOf } from '../count-of.js';
import { isObject, valueAt } from '../json-value.js';
import { bareTypeName } from '../type-family.js';
import { findingAbout, ruleOf, type Finding, type Subject } from './finding.js';
import { equal, orNull } from './same-value.js';

const rule = 'request.body.replaces';

/** Judges a list that replaces all items that exist. @param existing the items, as an earlier answer showed them. */
export function judgeReplaced(subject: Subject, body: unknown, existing: readonly unknown[]): Finding[] {
  const { says } = ruleOf(subject.contract, rule);
  const sent = says.what === 'replaces' ? valueAt(body, says.list) : undefined;
  if (says.what !== 'replaces' || !Array.isArray(sent)) return [];
  const dropped = existing.filter((item) => !sent.some((one) => isKept(one, item)));
  if (dropped.length === 0) return [];
  const what = countOf(dropped.length, 'item');
  const message = `The request leaves out ${what} of ${says.list} that an earlier answer shows. The list replaces all, so they are taken away.`;
  const parts = { pointer: says.list, expected: 'the items that an earlier answer shows', actual: `${what} fewer`, message };
  return [findingAbout(subject, 'request.body.drops-assignments', rule, parts)];
}

/** Whether a sent item is an existing one: the same id, or the same value of each member that is sent. */
function isKept(sent: unknown, existing: unknown): boolean {
  if (!isObject(sent) || !isObject(existing)) return false;
  if (sent['id'] !== undefined && equal(sent['id'], existing['id'])) return true;
  const names = Object.keys(sent).filter((name) => name !== 'id' && !name.includes('@'));
  return names.length > 0 && names.every((name) => equal(compared(sent[name]), compared(existing[name])));
}

/** A value without control information and without members that name nothing; the type of an object in one form. */
function compared(value: unknown): unknown {
  if (!isObject(value)) return orNull(value);
  const members = Object.entries(value).flatMap(([name, inner]) => {
    if (name === '@odata.type') return [[name, bareTypeName(String(inner))]];
    return name.includes('@') || orNull(inner) === null ? [] : [[name, compared(inner)]];
  });
  return Object.fromEntries(members) as unknown;
}
