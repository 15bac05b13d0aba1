import { acceptFinding, type Acceptance } from '../../../scripts/baseline/accept-finding.js';
import { entry, now } from './entry.js';

const { fingerprint, owner, reason, expires } = entry();
const given = { fingerprint, owner, reason, expires };
const empty = { file: 'b.json', accepted: [] };

test.each<[string, Partial<Acceptance>, string]>([
  ['a short fingerprint', { fingerprint: 'a1' }, '--accept: "a1" is not a fingerprint: 16 hexadecimal digits'],
  ['a fingerprint in capitals', { fingerprint: '00000000000000A1' }, 'in lower case'],
  ['a code in its place', { fingerprint: 'response.status' }, '--accept: "response.status" is not a fingerprint'],
  ['a day that is over', { expires: '2026-11-20' }, '--expires: 2026-11-20 is over.'],
  ['no day of the calendar', { expires: '2026-11-31' }, '--expires: "2026-11-31" is not a day of the calendar: write YYYY-MM-DD.'],
  ['an empty owner', { owner: '' }, '--owner: empty.'],
  ['an owner of blanks', { owner: ' \t' }, '--owner: empty.'],
  ['an empty reason', { reason: '' }, '--reason: empty.'],
])('%s is refused', (_, wrong, says) => {
  expect(() => acceptFinding(empty, { ...given, ...wrong }, undefined, now)).toThrow(says);
});

test.each(['owner', 'reason', 'expires'])('--%s must be there', (option) => {
  const rest = { ...given, [option]: undefined } as unknown as Acceptance;
  expect(() => acceptFinding(empty, rest, undefined, now)).toThrow(`--${option}: missing. Give it beside --accept.`);
});

test('the last day may be today', () => {
  const { baseline, before } = acceptFinding(empty, { ...given, expires: '2026-11-21' }, undefined, now);
  expect(baseline.accepted).toEqual([entry({ expires: '2026-11-21' })]);
  expect(before).toBeUndefined();
});

test('the history adds code, operation and version', () => {
  const known = { code: 'response.status', operation: 'an-operation', apiVersion: 'beta' };
  expect(acceptFinding(empty, given, known, now).entry).toEqual({ ...entry(), ...known });
});

test('a second acceptance replaces the entry in its place, and keeps its code', () => {
  const old = entry({ owner: 'team b', expires: '2026-01-01', code: 'response.status' });
  const other = entry({ fingerprint: '00000000000000a2' });
  const { baseline, before } = acceptFinding({ file: 'b.json', $schema: 's', accepted: [old, other] }, given, undefined, now);
  expect(before).toBe(old);
  expect(baseline).toEqual({ file: 'b.json', $schema: 's', accepted: [{ ...entry(), code: 'response.status' }, other] });
});
