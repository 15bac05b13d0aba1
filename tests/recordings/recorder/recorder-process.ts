import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { packageRoot } from '../../../contracts/folders.js';
import type { Exchange } from '../../../contracts/judge/exchange.js';

/** Counts the calls of the file system, and before one of them ends the process, as a power cut does, or finds the disk full. */
const troubled = `
let calls = 0;
let renames = 0;
const makeTrouble = (trouble, at) => {
  const fs = require('node:fs');
  for (const name of ['openSync', 'writeSync', 'writeFileSync', 'fsyncSync', 'closeSync', 'renameSync', 'linkSync', 'rmSync', 'mkdirSync']) {
    const original = fs[name];
    fs[name] = (...args) => {
      calls += 1;
      if (calls === at && trouble === 'kill') process.kill(process.pid, 'SIGKILL');
      if (calls >= at && trouble === 'full' && name === 'writeSync') throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
      if (name === 'renameSync') renames += 1;
      return original(...args);
    };
  }
};
`;

/** A recorder in a process of its own, made of what was built. */
const program = `
${troubled}
const [dist, folder, exchanges, trouble, at, asItGoes] = process.argv.slice(1);
let stopped;
makeTrouble(trouble, Number(at));
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

/** The same in a thread of its own, where the trouble is. */
const programWithThread = `
const [dist, folder, exchanges, trouble, at] = process.argv.slice(1);
const threads = require('node:worker_threads');
threads.Worker = class extends threads.Worker {
  constructor(script, options) {
    super(process.env.TROUBLED + 'makeTrouble(' + JSON.stringify(trouble) + ', ' + at + '); require(' + JSON.stringify(script) + ');', { ...options, eval: true });
  }
};
require('node:os').availableParallelism = () => 2;
const { RecorderThread } = require(dist + '/recordings/recorder/thread/recorder-thread.js');
(async () => {
  const recorder = await RecorderThread.open({ folder, scenario: 'a test', update: true });
  for (const exchange of JSON.parse(exchanges)) recorder.add(exchange);
  await recorder.close();
  return {};
})().catch((error) => ({ error: error.message })).then((said) => {
  process.stdout.write(JSON.stringify({ ...said, calls: 0 }));
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
  return run(program, folder, exchanges, trouble, at, [String(asItGoes)]);
}

/** As `runRecorder`, in a thread of its own. */
export function runRecorderThread(folder: string, exchanges: readonly Exchange[], trouble: 'kill' | 'none', at = 0): RecorderEnded {
  return run(programWithThread, folder, exchanges, trouble, at, []);
}

function run(
  script: string,
  folder: string,
  exchanges: readonly Exchange[],
  trouble: 'kill' | 'full' | 'none',
  at: number,
  how: readonly string[],
): RecorderEnded {
  const args = [join(packageRoot, 'dist'), folder, JSON.stringify(exchanges), trouble, String(at), ...how];
  const { signal, stdout } = spawnSync(process.execPath, ['-e', script, ...args], { encoding: 'utf8', env: { TROUBLED: troubled } });
  const said = stdout === '' ? { calls: at } : (JSON.parse(stdout) as Omit<RecorderEnded, 'killed'>);
  return { ...said, killed: signal === 'SIGKILL' };
}
