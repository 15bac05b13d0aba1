import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { packageRoot } from '../../../contracts/folders.js';
import type { Exchange } from '../../../contracts/judge/exchange.js';

/**
 * A recorder in a process of its own, made of what was built. It counts the calls of the file system, and before one of them ends the process, as a
 * power cut does, or finds the disk full.
 */
const program = `
const [dist, folder, exchanges, trouble, at, asItGoes] = process.argv.slice(1);
const fs = require('node:fs');
let calls = 0;
let renames = 0;
let stopped;
for (const name of ['openSync', 'writeSync', 'writeFileSync', 'fsyncSync', 'closeSync', 'renameSync', 'linkSync', 'rmSync', 'mkdirSync']) {
  const original = fs[name];
  fs[name] = (...args) => {
    calls += 1;
    if (calls === Number(at) && trouble === 'kill') process.kill(process.pid, 'SIGKILL');
    if (calls >= Number(at) && trouble === 'full' && name === 'writeSync') throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
    if (name === 'renameSync') renames += 1;
    return original(...args);
  };
}
const { Recorder } = require(dist + '/recordings/recorder/recorder.js');
const turn = () => new Promise((resolve) => setImmediate(resolve));
(async () => {
  const how = { asItGoes: asItGoes === 'true', onStop: (why) => (stopped = why) };
  const recorder = await Recorder.open({ folder, scenario: 'a test', update: true, ...how });
  for (const exchange of JSON.parse(exchanges)) {
    const before = renames;
    recorder.add(exchange, new Date(0));
    do await turn(); while (asItGoes === 'true' && renames === before && stopped === undefined);
  }
  recorder.close();
  return {};
})().catch((error) => ({ error: error.message })).then((said) => {
  process.stdout.write(JSON.stringify({ ...said, stopped, calls }));
});
`;

export interface RecorderEnded {
  readonly killed: boolean;
  readonly calls: number;
  readonly error?: string;
  /** What was said at once when nothing more could be recorded. */
  readonly stopped?: string;
}

/** @param at the call of the file system, from 1, before which the trouble begins; 0 for none. */
export function runRecorder(
  folder: string,
  exchanges: readonly Exchange[],
  trouble: 'kill' | 'full' | 'none',
  at = 0,
  asItGoes = false,
): RecorderEnded {
  const args = [join(packageRoot, 'dist'), folder, JSON.stringify(exchanges), trouble, String(at), String(asItGoes)];
  const { signal, stdout } = spawnSync(process.execPath, ['-e', program, ...args], { encoding: 'utf8', env: {} });
  const said = stdout === '' ? { calls: at } : (JSON.parse(stdout) as Omit<RecorderEnded, 'killed'>);
  return { ...said, killed: signal === 'SIGKILL' };
}
