/**
 * A recorder in a process of its own. It counts its calls of the file system, and before one of them ends the process, as a power cut does, or finds
 * the disk full.
 */
import fs from 'node:fs';
import { Recorder } from '../../../recordings/recorder/recorder.js';
import type { RecorderTask } from './recorder-process.js';

const { folder, exchanges, trouble, at, asItGoes } = JSON.parse(fs.readFileSync(0, 'utf8')) as RecorderTask;
let calls = 0;
let renames = 0;
let stopped: string | undefined;

const watched: Record<string, (...args: unknown[]) => unknown> = fs as never;
for (const name of ['openSync', 'writeSync', 'writeFileSync', 'fsyncSync', 'closeSync', 'renameSync', 'linkSync', 'rmSync', 'mkdirSync']) {
  const original = watched[name];
  watched[name] = (...args) => {
    calls += 1;
    if (calls === at && trouble === 'kill') process.kill(process.pid, 'SIGKILL');
    if (calls >= at && trouble === 'full' && name === 'writeSync') throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
    if (name === 'renameSync') renames += 1;
    return original?.(...args);
  };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function record(): Promise<void> {
  const recorder = await Recorder.open({ folder, scenario: 'a test', update: true, asItGoes, onStop: (why) => (stopped = why) });
  for (const exchange of exchanges) {
    const before = renames;
    recorder.add(exchange, new Date(0));
    do await turn();
    while (asItGoes && renames === before && stopped === undefined);
  }
  recorder.close();
}

void record()
  .catch((error: unknown) => ({ error: (error as Error).message }))
  .then((failed) => process.stdout.write(JSON.stringify({ ...failed, stopped, calls })));
