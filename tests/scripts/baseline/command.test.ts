import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCli } from '../../run-cli.js';
import { useTemporaryFolder } from '../../recordings/temporary-folder.js';
import { entry } from './entry.js';

interface JsonReport {
  readonly verdict: string;
  readonly summary: Record<string, number>;
  readonly findings: readonly { readonly fingerprint: string; readonly severity: string; readonly baseline?: { readonly state: string } }[];
  readonly baseline?: { readonly removable: readonly { readonly fingerprint: string }[] };
}

const folder = useTemporaryFolder();

const drift = ['drift', '--format', 'json'];
const renamed = [...drift, '--simulate', 'target-renamed'];
const granted = ['--owner', 'team intune', '--reason', 'Ticket 4711', '--expires', '9999-12-31'];

async function run(args: readonly string[]): Promise<{ code: number | null; report: JsonReport }> {
  const { code, stdout } = await runCli(args, { cwd: folder.path });
  return { code, report: JSON.parse(stdout) as JsonReport };
}

test('an accepted finding fails no run until its last day is over; once it no longer occurs, its entry is removable', async () => {
  const first = await run([...renamed, '--history', 'runs.ndjson']);
  const breaking = first.report.findings.filter(({ severity }) => severity === 'breaking');
  expect({ code: first.code, breaking: breaking.length }).toEqual({ code: 1, breaking: 4 });

  for (const { fingerprint } of breaking) {
    const { code, stdout } = await runCli(['drift', '--accept', fingerprint, '--history', 'runs.ndjson', ...granted], {
      cwd: folder.path,
    });
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: `drift.baseline.json: ${fingerprint} is accepted by team intune until the end of 9999-12-31 (UTC).\n`,
    });
  }
  const baseline = ['--baseline', 'drift.baseline.json'];
  const accepted = await run([...renamed, ...baseline]);
  expect({ code: accepted.code, verdict: accepted.report.verdict }).toEqual({ code: 0, verdict: 'agrees' });
  expect(accepted.report.summary).toMatchObject({ breaking: 0, accepted: first.report.summary['breaking'] });

  const healthy = await run([...drift, ...baseline]);
  expect(healthy.report.baseline?.removable.map(({ fingerprint }) => fingerprint).sort()).toEqual(
    breaking.map(({ fingerprint }) => fingerprint).sort(),
  );
  const throttled = await run([...drift, '--simulate', 'throttled', ...baseline]);
  expect({ code: throttled.code, removable: throttled.report.baseline?.removable }).toEqual({ code: 3, removable: [] });

  const text = readFileSync(join(folder.path, 'drift.baseline.json'), 'utf8').replaceAll('9999-12-31', '2001-01-01');
  const expired = await run([...renamed, '--baseline', folder.write('over.json', text)]);
  expect({ code: expired.code, states: expired.report.findings.slice(0, 4).map((finding) => finding.baseline?.state) }).toEqual({
    code: 1,
    states: ['expired', 'expired', 'expired', 'expired'],
  });
});

test('the line of a report accepts all findings of a cause, and the history knows them', async () => {
  const history = ['--history', 'line.ndjson'];
  const { stdout } = await runCli(['drift', '--simulate', 'target-renamed', ...history], { cwd: folder.path });
  expect(stdout).toContain('New: the history has no earlier run.');
  const [, list = ''] = /drift --accept ([0-9a-f,]+) --owner "TEAM" --reason "WHY" --expires YYYY-MM-DD/.exec(stdout) ?? [];
  expect(list.split(',')).toHaveLength(4);
  const accepted = await runCli(['drift', '--accept', list, '--baseline', 'line.json', ...history, ...granted], { cwd: folder.path });
  expect([accepted.code, accepted.stdout.trim().split('\n').length]).toEqual([0, 4]);
  const again = await runCli(['drift', '--simulate', 'target-renamed', '--baseline', 'line.json', ...history], { cwd: folder.path });
  expect([again.code, again.stdout]).toEqual([0, expect.stringContaining('Seen before: in 1 of 1 earlier run, first on ')]);
});

test('accepting twice replaces the entry, and says so', async () => {
  const args = ['drift', '--accept', entry().fingerprint, '--baseline', 'b.json'];
  await runCli([...args, ...granted], { cwd: folder.path });
  const { code, stdout } = await runCli([...args, ...granted, '--owner', 'team b'], { cwd: folder.path });
  expect(code).toBe(0);
  expect(stdout).toContain('This replaces the entry of team intune, which was valid until 9999-12-31.');
  expect(JSON.parse(readFileSync(join(folder.path, 'b.json'), 'utf8'))).toEqual({
    accepted: [{ fingerprint: entry().fingerprint, owner: 'team b', reason: 'Ticket 4711', expires: '9999-12-31' }],
  });
});

test.each([
  { args: ['--accept', 'nonsense', ...granted], says: '"nonsense" is not a fingerprint' },
  { args: ['--accept', entry().fingerprint, ...granted.slice(0, 4), '--expires', '2020-01-01'], says: '2020-01-01 is over' },
  { args: ['--accept', entry().fingerprint, ...granted.slice(2)], says: '--owner: missing.' },
  { args: ['--accept', entry().fingerprint, ...granted, '--history', 'no.ndjson'], says: 'no.ndjson: no such file.' },
  { args: ['--owner', 'team b'], says: "option '--owner' cannot be used without option '--accept'" },
  { args: ['--baseline', 'no.json'], says: 'no.json: no such file.' },
])('$args is refused, and nothing is written', async ({ args, says }) => {
  const { code, stdout, stderr } = await runCli(['drift', ...args], { cwd: folder.path });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(says);
  expect(existsSync(join(folder.path, 'drift.baseline.json'))).toBe(false);
});

test('a fingerprint that no run of the history had is refused', async () => {
  await runCli(['drift', '--history', 'runs.ndjson'], { cwd: folder.path });
  const { code, stderr } = await runCli(['drift', '--accept', entry().fingerprint, '--history', 'runs.ndjson', ...granted], {
    cwd: folder.path,
  });
  expect(code).toBe(2);
  expect(stderr).toContain(`no run in runs.ndjson has a finding "${entry().fingerprint}"`);
});
