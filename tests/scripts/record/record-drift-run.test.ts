import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runCli } from '../../run-cli.js';
import { stayed, useRecordedFolder } from './recorded-folder.js';

const into = useRecordedFolder();
const { record } = into;

const bothOperations = [
  'update-device-compliance-policy-assignment/200-group-target.json',
  'update-device-configuration-assignment/200-group-target.json',
];
const [first = ''] = bothOperations;
const throttled = ['--simulate', 'throttled', '--budget', '0'];

const expectSame = async (): Promise<void> => {
  const { code, stderr } = await record('--check');
  expect([code, stderr]).toEqual([0, `The answers of Graph mean the same as the recordings in ${into.path}.\n`]);
};

test('is recorded, compared by its meaning, and replaced only with --update', async () => {
  const recorded = await record();
  expect([recorded.code, into.files()]).toEqual([0, bothOperations]);
  expect(recorded.stderr).toContain(`Recorded 16 exchanges into ${into.path}:\n  ${first}\n`);
  const before = into.texts();

  const again = await record();
  expect([again.code, again.stdout]).toEqual([2, '']);
  expect(again.stderr).toContain(`${into.path} already holds recordings: ${first} and 1 more.`);
  await expectSame();

  const drifted = await record('--check', '--simulate', 'new-property');
  expect(drifted.code).toBe(1);
  expect(drifted.stderr).toMatch(/200-group-target\.json: PATCH v1\.0, answer: \/\S+ was added/);
  expect(drifted.stdout).toContain('disagrees: ');
  expect(into.texts()).toEqual(before);

  const updated = await record('--update', '--simulate', 'new-property');
  expect(updated.code).toBe(0);
  expect(updated.stderr).toMatch(
    /Differences from the recordings that they replace:\n {2}\S+\/200-group-target\.json: PATCH \S+, answer: \/\S+ was added/,
  );
  expect(into.texts()).not.toEqual(before);
  expect((await runCli(['check', into.path])).code).toBe(0);
});

test('if incomplete, is not compared and replaces nothing', async () => {
  await record();
  const before = into.texts();
  for (const [option, end] of [
    ['--check', `this run was not compared with the recordings in ${into.path}`],
    ['--update', `the recordings in ${into.path} stay as they were`],
  ] as const) {
    const { code, stderr } = await record(option, ...throttled);
    expect([code, stderr]).toEqual([3, `Not every check could be made, so ${end}. Run it again.\n`]);
  }
  expect(into.texts()).toEqual(before);
});

test('if incomplete, is recorded where it replaces nothing, and replaced by the next one', async () => {
  const { code, stderr } = await record(...throttled);
  expect([code, into.files()]).toEqual([3, bothOperations.map((file) => file.replace('200-group-target', '429-throttled'))]);
  expect(stderr).toContain('Not every check could be made, so this is a part of a run. --update records a complete one.\n');
  expect((await record('--update')).code).toBe(0);
  expect(into.files()).toEqual(bothOperations);
});

test('replaces the run before, whatever its outcomes, and nothing else', async () => {
  await record('--simulate', 'not-routed');
  const [old = ''] = into.files();
  expect(old).toContain('400-not-routed.json');
  const imported = (into.texts()[0] ?? '').replaceAll(/"scenario": "[^"]*"/g, '"scenario": "imported from a capture"');
  const foreign = old.replace('400-not-routed', '418-imported');
  const notes = join(dirname(old), 'notes.json');
  writeFileSync(join(into.path, foreign), imported);
  writeFileSync(join(into.path, notes), '[]');

  const { code, stderr } = await record('--update');
  expect([code, into.files()]).toEqual([0, [...bothOperations, foreign, notes].sort()]);
  expect(stderr).toContain(`  ${old}: removed: `);
  expect(stderr).toContain(`${stayed}\n  ${foreign}\n`);
  await expectSame();
});

test('is not compared with a damaged file', async () => {
  await record();
  const [one = '', other = ''] = into.files().map((file) => join(into.path, file));
  const whole = readFileSync(one, 'utf8');
  writeFileSync(one, `${whole}<<<<<<< HEAD\n`);
  const broken = await record('--check');
  expect([broken.code, broken.stdout]).toEqual([2, '']);
  expect(broken.stderr).toMatch(/^graph-contracts: (\S+) is not valid JSON \(line \d+, column \d+\)\. Repair it \(.*\n$/);
  expect(broken.stderr).toContain(one);

  writeFileSync(one, whole);
  writeFileSync(other, '[]');
  const emptied = await record('--check');
  expect([emptied.code, emptied.stderr]).toEqual([
    2,
    `graph-contracts: ${other} is not a recording of this tool, so there is nothing to compare with. Restore it, or record again with --update.\n`,
  ]);
});

test('cannot be compared without a recording', async () => {
  const { code, stderr } = await record('--check');
  const message = `graph-contracts: ${into.path} holds no recording of a drift run, so there is nothing to compare with. Record one first.\n`;
  expect([code, stderr]).toEqual([2, message]);
});
