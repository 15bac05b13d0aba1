import { isObject } from '../../contracts/json-value.js';
import { shownText } from '../terminal/shown-text.js';
import type { BaselineEntry } from '../verdict/baseline.js';
import { isCalendarDay } from './calendar-day.js';

const entryMembers = [
  'fingerprint',
  'owner',
  'reason',
  'expires',
  'code',
  'operation',
  'apiVersion',
] as const satisfies readonly (keyof BaselineEntry)[];

export const fingerprintPattern = /^[0-9a-f]{16}$/;

/** Says what is wrong with a member, or with the whole where its name is empty; it never returns. */
export type Refuse = (member: string, reason: string) => never;

const wanted = {
  fingerprint: 'a fingerprint of 16 hexadecimal digits, in lower case, as a report has it',
  expires: 'a day of the calendar: write YYYY-MM-DD',
} as const;

/** What an entry of a baseline says. A member that is none is refused too: it may be a misspelt one. */
export function parseEntry(item: unknown, refuse: Refuse): BaselineEntry {
  if (!isObject(item)) return refuse('', 'not an object.');
  const strange = Object.keys(item).find((name) => !(entryMembers as readonly string[]).includes(name));
  if (strange !== undefined) refuse(shownText(strange, 60), `no member of an entry, which has ${entryMembers.join(', ')}.`);
  const text = (member: string): string => {
    const value = item[member];
    if (value === undefined) return refuse(member, 'missing.');
    if (typeof value !== 'string') return refuse(member, 'not a text.');
    return value.trim() === '' ? refuse(member, 'empty.') : value;
  };
  const optional = (member: 'code' | 'operation' | 'apiVersion'): Partial<BaselineEntry> =>
    item[member] === undefined ? {} : { [member]: text(member) };
  const entry = { fingerprint: text('fingerprint'), owner: text('owner'), reason: text('reason'), expires: text('expires') };
  if (!fingerprintPattern.test(entry.fingerprint)) refuse('fingerprint', notA(entry.fingerprint, wanted.fingerprint));
  if (!isCalendarDay(entry.expires)) refuse('expires', notA(entry.expires, wanted.expires));
  return { ...entry, ...optional('code'), ...optional('operation'), ...optional('apiVersion') };
}

function notA(value: string, what: string): string {
  return `${JSON.stringify(shownText(value, 60))} is not ${what}.`;
}
