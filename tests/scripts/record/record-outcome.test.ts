import { RecordingError } from '../../../recordings/recorder/recording-folder.js';
import { exitCodes, type Verdict } from '../../../scripts/verdict/exit-code.js';
import { notRecorded } from '../../../scripts/record/record-outcome.js';
import type { Report } from '../../../scripts/verdict/report.js';
import { Tally } from '../../../scripts/verdict/tally.js';

const reportOf = (verdict: Verdict): Report => ({
  ...new Tally('breaking').report('record'),
  verdict,
  exitCode: exitCodes[verdict],
  problems: ['The tenant.'],
});
const forUsers = new RecordingError('No room.');
const unforeseen = new TypeError('It may quote what is secret.');

test.each<[Verdict, Error, Verdict, string]>([
  ['agrees', forUsers, 'cannot-run', 'No room.'],
  ['disagrees', forUsers, 'cannot-run', 'No room.'],
  ['not-restored', forUsers, 'not-restored', 'No room.'],
  ['refused', forUsers, 'refused', 'No room.'],
  ['not-restored', unforeseen, 'not-restored', 'The recorder failed (TypeError).'],
])('a night that %s, and whose recordings end with %s: %s', (before, error, after, sentence) => {
  expect(notRecorded(reportOf(before), error)).toMatchObject({
    verdict: after,
    exitCode: exitCodes[after],
    problems: ['The tenant.', sentence],
  });
});

test('an error that nobody foresaw is a bug, when there is nothing to say of the tenant', () => {
  expect(() => notRecorded(reportOf('agrees'), unforeseen)).toThrow(unforeseen);
});
