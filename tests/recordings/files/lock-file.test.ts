import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { thisProcess } from '../../../recordings/files/process-identity.js';
import { takeRunLock } from '../../../scripts/drift/journal/state-files.js';
import { useTemporaryFolder } from '../temporary-folder.js';

const folder = useTemporaryFolder();

const journal = (): string => join(folder.path, 'journal.json');
const lockFile = (): string => `${journal()}.lock`;

/** The number of a process that has ended. */
function endedPid(): number {
  return Number(execFileSync(process.execPath, ['-e', 'console.log(process.pid)']).toString());
}

test('is held by one, and free again after its release', () => {
  const file = lockFile();
  const lock = takeRunLock(journal());
  expect(() => takeRunLock(journal())).toThrow(`Another run is under way (process ${process.pid} on ${hostname()})`);
  lock.release();
  takeRunLock(journal()).release();
  expect(readdirSync(dirname(file))).toEqual([]);
});

test.each<readonly [string, () => unknown]>([
  ['a process that has ended', () => ({ ...thisProcess(), pid: endedPid() })],
  ['a process whose number another one has now', () => ({ ...thisProcess(), began: 'in another life' })],
])('the lock of %s is taken over', (_, holder) => {
  const file = lockFile();
  writeFileSync(file, JSON.stringify(holder()));
  const lock = takeRunLock(journal());
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(thisProcess());
  expect(readdirSync(dirname(file))).toHaveLength(1);
  lock.release();
});

test.each<readonly [string, string, string]>([
  ['another machine', JSON.stringify({ host: 'elsewhere', pid: 1, began: '' }), 'process 1 on elsewhere'],
  ['nobody', '', 'does not say which process'],
  ['no process', JSON.stringify({ host: hostname(), pid: -1, began: '' }), 'does not say which process'],
])('the lock of %s is left alone', (_, text, message) => {
  const file = lockFile();
  writeFileSync(file, text);
  expect(() => takeRunLock(journal())).toThrow(message);
  expect(readFileSync(file, 'utf8')).toBe(text);
  expect(readdirSync(dirname(file))).toHaveLength(1);
});

test('of two that find the lock of a dead process, one is let through', () => {
  const file = lockFile();
  writeFileSync(file, JSON.stringify({ ...thisProcess(), pid: endedPid() }));
  writeFileSync(`${file}.takeover`, JSON.stringify(thisProcess()));
  expect(() => takeRunLock(journal())).toThrow('is just taking over');
  expect(existsSync(`${file}.takeover`)).toBe(true);
});

test('a folder that is not there keeps the run from beginning', () => {
  expect(() => takeRunLock(join(folder.path, 'nowhere', 'journal.json'))).toThrow('cannot be written (ENOENT)');
});
