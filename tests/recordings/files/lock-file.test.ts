import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { LockFile } from '../../../recordings/files/lock-file.js';
import { thisProcess } from '../../../recordings/files/process-identity.js';
import { useTemporaryFolder } from '../temporary-folder.js';

const folder = useTemporaryFolder();
const lockFile = (): string => join(folder.path, 'a.lock');
const take = (): LockFile => LockFile.take(lockFile(), 'two at once could do harm');

function endedPid(): number {
  return Number(execFileSync(process.execPath, ['-e', 'console.log(process.pid)']).toString());
}

test('one holds it at a time', () => {
  const lock = take();
  expect(take).toThrow(`Another run is under way (process ${process.pid} on ${hostname()}), and two at once could do harm.`);
  lock.release();
  take().release();
  expect(readdirSync(folder.path)).toEqual([]);
});

test.each<readonly [string, () => object]>([
  ['that has ended', () => ({ pid: endedPid() })],
  ['whose number another one has now', () => ({ began: 'earlier' })],
])('the lock of a process %s is taken over', (_, changes) => {
  folder.write('a.lock', JSON.stringify({ ...thisProcess(), ...changes() }));
  const lock = take();
  expect(JSON.parse(readFileSync(lockFile(), 'utf8'))).toEqual(thisProcess());
  expect(readdirSync(folder.path)).toHaveLength(1);
  lock.release();
});

test.each<readonly [string, string, string]>([
  ['of another machine', JSON.stringify({ host: 'elsewhere', pid: 1, began: '' }), 'process 1 on elsewhere'],
  ['without a process', '', 'does not say which process'],
  ['of an impossible process', JSON.stringify({ host: hostname(), pid: -1, began: '' }), 'does not say which process'],
])('a lock %s is left alone', (_, text, message) => {
  folder.write('a.lock', text);
  expect(take).toThrow(expect.objectContaining({ name: 'LockHeld', message: expect.stringContaining(message) as string }) as Error);
  expect(readFileSync(lockFile(), 'utf8')).toBe(text);
  expect(readdirSync(folder.path)).toHaveLength(1);
});

test('of two processes that find the lock of an ended one, one is let through', () => {
  folder.write('a.lock', JSON.stringify({ ...thisProcess(), pid: endedPid() }));
  const guard = folder.write('a.lock.takeover', JSON.stringify(thisProcess()));
  expect(take).toThrow('is just taking over');
  expect(existsSync(guard)).toBe(true);
});
