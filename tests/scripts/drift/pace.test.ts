/** A run of many assignments keeps within Graph's limits. */
import { assignmentKey } from '../../../scripts/client/assignment-key.js';
import { CheckProgress } from '../../../scripts/drift/check-progress.js';
import { emulatedConnection } from '../../../scripts/drift/emulated-connection.js';
import { runDrift } from '../../../scripts/drift/run-drift.js';
import { estimateText } from '../../../scripts/drift/session/pace.js';
import { runCli } from '../../run-cli.js';
import { useTemporaryFolder } from '../../recordings/temporary-folder.js';
import { VirtualClock } from './virtual-clock.js';

const folder = useTemporaryFolder();

/** When a run with so many checks sends its updates, in milliseconds, if Graph answers at once. */
async function updateTimes(checkCount: number): Promise<readonly number[]> {
  const opened = await emulatedConnection({});
  const clock = new VirtualClock();
  const times: number[] = [];
  const checks = Array.from({ length: checkCount }, (_, index) => opened.checks[index % opened.checks.length]).flatMap(
    (check) => check ?? [],
  );
  const client: typeof opened.client = {
    read: (...args) => opened.client.read(...args),
    update: (...args) => {
      times.push(clock.passed);
      return opened.client.update(...args);
    },
  };
  const { report } = await runDrift({ ...opened, clock, client, checks }, { failOn: 'breaking' }).finally(opened.close);
  expect(report.verdict).toBe('agrees');
  return times;
}

test('50 assignments in both API versions: fewer than 100 updates in any 20 s, evenly spread', async () => {
  const times = await updateTimes(100);
  expect(times).toHaveLength(100);
  const inWindow = times.map((start) => times.filter((time) => time >= start && time < start + 20_000).length);
  expect(Math.max(...inWindow)).toBeLessThanOrEqual(80);
  expect(times.slice(1).map((time, index) => time - (times[index] ?? 0))).toEqual(Array.from({ length: 99 }, () => 250));
});

test('a run that cannot exceed the limit does not wait', async () => {
  expect(await updateTimes(8)).toEqual(Array.from({ length: 8 }, () => 0));
});

test.each([
  [20, 4, 100, 'less than a minute'],
  [500, 100, 100, 'less than a minute'],
  [500, 100, 150, 'about 2 minutes'],
  // Nothing is faster than the pace.
  [2000, 400, 1, 'about 2 minutes'],
])('%i requests with %i updates, %i ms each: %s', (requests, updates, pause, expected) => {
  expect(estimateText(requests, updates, pause)).toBe(expected);
});

test('a dry run says what a run sends, and how long it takes', async () => {
  const { code, stdout } = await runCli(['drift', '--dry-run'], { cwd: folder.path });
  expect([code, stdout]).toEqual([
    0,
    expect.stringContaining('A run sends 16 requests, 4 updates among them, and takes less than a minute.'),
  ]);
});

describe('progress', () => {
  const check = async () => {
    const opened = await emulatedConnection({});
    await opened.close();
    const [first] = opened.checks;
    if (first === undefined) throw new Error('There is no check.');
    return first;
  };

  test('is one line of a terminal, cut to its width, and erased in the end', async () => {
    const written: string[] = [];
    const progress = new CheckProgress({ isTTY: true, columns: 30, write: (text) => written.push(text) });
    progress.begin(await check(), 6, 100);
    progress.end();
    expect(written).toEqual(['\r\u001b[2Kcheck 7 of 100: update-device', '\r\u001b[2K']);
  });

  test('is nothing elsewhere', async () => {
    const written: string[] = [];
    const progress = new CheckProgress({ write: (text) => written.push(text) });
    progress.begin(await check(), 0, 1);
    progress.end();
    expect(written).toEqual([]);
  });
});

test('the key of an assignment is stable, and the same in any case', () => {
  const ids = { policyId: '00000000-0000-4000-8000-00000000000A', assignmentId: '00000000-0000-4000-8000-00000000000B' };
  expect(assignmentKey(ids)).toBe(assignmentKey({ policyId: ids.policyId.toLowerCase(), assignmentId: ids.assignmentId.toLowerCase() }));
  expect(assignmentKey(ids)).toMatch(/^[0-9a-f]{6}$/);
  expect(assignmentKey({ ...ids, policyId: '00000000-0000-4000-8000-00000000000C' })).not.toBe(assignmentKey(ids));
});
