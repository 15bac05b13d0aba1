import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { thisProcess } from '../../../recordings/files/process-identity.js';
import type { Baseline, BaselineEntry } from '../../../scripts/verdict/baseline.js';
import { editBaseline, readBaseline } from '../../../scripts/baseline/baseline-file.js';
import { TemporaryFolder } from '../../recordings/temporary-folder.js';
import { entry } from './entry.js';

let folder: TemporaryFolder;
beforeEach(() => {
  folder = new TemporaryFolder();
});
afterEach(() => {
  folder.remove();
});

const add = (one: BaselineEntry) => (baseline: Baseline) => ({ baseline: { ...baseline, accepted: [...baseline.accepted, one] } });

test('a file that is not there is begun, one that is there keeps what it has, and nothing is left beside it', async () => {
  const file = join(folder.path, 'b.json');
  await editBaseline(file, add(entry()));
  await editBaseline(file, add(entry({ fingerprint: '00000000000000a2', owner: 'half a pair: \ud83d' })));
  expect(readBaseline(file).accepted).toEqual([entry(), entry({ fingerprint: '00000000000000a2', owner: 'half a pair: \ufffd' })]);
  expect(readdirSync(folder.path)).toEqual(['b.json']);
});

test('the schema that a file names stays', async () => {
  const file = folder.write('b.json', '{ "$schema": "./here.json", "accepted": [] }');
  await editBaseline(file, add(entry()));
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ $schema: './here.json', accepted: [entry()] });
});

test('a change that is refused, or a file that is no baseline, leaves every byte as it was, and no lock', async () => {
  const file = folder.write('b.json', '{ "accepted": [ ] }');
  await expect(
    editBaseline(file, () => {
      throw new Error('refused');
    }),
  ).rejects.toThrow();
  const broken = folder.write('broken.json', '{ "accepted": [');
  await expect(editBaseline(broken, add(entry()))).rejects.toThrow('broken.json: not valid JSON');
  expect(readFileSync(file, 'utf8')).toBe('{ "accepted": [ ] }');
  expect(readFileSync(broken, 'utf8')).toBe('{ "accepted": [');
  expect(readdirSync(folder.path).sort()).toEqual(['b.json', 'broken.json']);
});

test('of many edits at once each is there in the end, or was refused', async () => {
  const file = join(folder.path, 'b.json');
  const entries = Array.from({ length: 20 }, (_, index) => entry({ fingerprint: index.toString(16).padStart(16, '0') }));
  const outcomes = await Promise.allSettled(entries.map((one) => editBaseline(file, add(one))));
  const done = entries.filter((_, index) => outcomes[index]?.status === 'fulfilled');
  expect(done.length).toBeGreaterThan(0);
  expect(readBaseline(file).accepted).toEqual(done);
  for (const outcome of outcomes.filter(({ status }) => status === 'rejected')) {
    expect(String((outcome as PromiseRejectedResult).reason)).toContain('nothing was changed. Another run ');
  }
});

test('a lock that does not say whose it is is named, and not taken away', async () => {
  const file = folder.write('b.json', '{ "accepted": [] }');
  folder.write('b.json.lock', '');
  await expect(editBaseline(file, add(entry()))).rejects.toThrow(`${file}: nothing was changed. The lock ${file}.lock does not say`);
  expect(existsSync(`${file}.lock`)).toBe(true);
});

test('the lock that a killed edit left is taken over', async () => {
  const file = folder.write('b.json', '{ "accepted": [] }');
  folder.write('b.json.lock', JSON.stringify({ ...thisProcess(), began: 'in another life' }));
  await editBaseline(file, add(entry()));
  expect(readBaseline(file).accepted).toEqual([entry()]);
  expect(readdirSync(folder.path)).toEqual(['b.json']);
});

test('a folder in its place, or none around it, is refused', async () => {
  mkdirSync(join(folder.path, 'b.json'));
  await expect(editBaseline(join(folder.path, 'b.json'), add(entry()))).rejects.toThrow('b.json: cannot be read (EISDIR)');
  await expect(editBaseline(join(folder.path, 'no', 'b.json'), add(entry()))).rejects.toThrow('cannot be written (ENOENT)');
});
