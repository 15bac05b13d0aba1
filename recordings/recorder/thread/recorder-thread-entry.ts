/** What the thread runs: a recorder that nobody else waits for. */
import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { Recorder } from '../recorder.js';
import { carried } from './carried-error.js';
import type { Handed, Said, ThreadOptions, Told } from './messages.js';

/** Where cores are few, what passes by goes first. Linux alone knows a priority of one thread; elsewhere it would be that of the process. */
if (process.platform === 'linux') setPriority(10);

function say(said: Said): void {
  parentPort?.postMessage(said);
}

function close(recorder: Recorder): void {
  try {
    say({ what: 'closed', recorded: recorder.close() });
  } catch (error) {
    say({ what: 'failed', error: carried(error) });
  }
}

function listen(recorder: Recorder): void {
  parentPort?.on('message', (told: Told) => {
    if (told === 'close') close(recorder);
    else if (told === 'abandon') {
      recorder.abandon();
      say({ what: 'abandoned' });
    } else {
      for (const { exchange, when } of JSON.parse(told.exchanges) as Handed[]) recorder.add(exchange, new Date(when));
      say({ what: 'worked', size: told.exchanges.length });
    }
  });
}

function onStop(why: string): void {
  say({ what: 'stopped', why });
}

Recorder.open({ ...(workerData as ThreadOptions), asItGoes: true, onStop }).then(
  (recorder) => {
    listen(recorder);
    say({ what: 'opened' });
  },
  (error: unknown) => {
    say({ what: 'failed', error: carried(error) });
  },
);
