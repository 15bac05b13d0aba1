import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { packageRoot } from '../../contracts/folders.js';
import type { Part } from '../../recordings/input/part.js';
import { startThread } from '../../recordings/start-thread.js';
import { systemErrorCode } from '../../recordings/system-error.js';
import { CannotRun } from '../exit-code.js';
import { keepYoungSmall } from './keep-young-small.js';
import type { JudgedPart, JudgeOptions } from './judge-part.js';

/** What it runs is built: a thread has no compiler of its own. */
const entry = join(packageRoot, 'dist', 'scripts', 'check', 'second-thread-entry.js');

/** How many parts may wait for it: one in work, and one that it finds when it is done. */
const mostWaiting = 2;

/** Small, so that what was judged is soon forgotten. */
const resourceLimits = { maxYoungGenerationSizeMb: 4 };

interface Answer {
  readonly resolve: (judged: JudgedPart) => void;
  readonly reject: (error: Error) => void;
}

/**
 * A thread that judges beside the first one. There is never more than one: each takes memory, and the first one, which reads and cuts the input,
 * has just enough for one other to do.
 */
export class SecondThread {
  private readonly waiting: Answer[] = [];
  private hasEnded = false;

  private constructor(private readonly worker: Worker) {
    worker.once('online', keepYoungSmall);
    worker.on('message', (judged: JudgedPart) => this.waiting.shift()?.resolve(judged));
    worker.on('error', (error) => {
      this.end(systemErrorCode(error) === 'ERR_WORKER_OUT_OF_MEMORY' ? endedEarly('it had no memory left') : error);
    });
    worker.on('exit', () => {
      this.end(endedEarly('it stopped'));
    });
  }

  /** Undefined on a machine that has no second core to spare, or lets no thread start. */
  static start(options: JudgeOptions): SecondThread | undefined {
    if (availableParallelism() < 2) return undefined;
    const worker = startThread(entry, { workerData: options, resourceLimits });
    if (worker === undefined) return undefined;
    keepYoungSmall();
    return new SecondThread(worker);
  }

  hasRoom(): boolean {
    return !this.hasEnded && this.waiting.length < mostWaiting;
  }

  /** Judges a part, after those before it. @throws CannotRun when the thread ends before that: the part is lost, and nothing may be said without it. */
  judge(part: Part): Promise<JudgedPart> {
    const judged = new Promise<JudgedPart>((resolve, reject) => {
      this.waiting.push({ resolve, reject });
      this.worker.postMessage(part);
    });
    judged.catch(() => undefined); // Whoever adds up the parts hears of it when it is the turn of this one.
    return judged;
  }

  async stop(): Promise<void> {
    await this.worker.terminate();
  }

  private end(error: Error): void {
    this.hasEnded = true;
    for (const { reject } of this.waiting.splice(0)) reject(error);
  }
}

function endedEarly(why: string): CannotRun {
  return new CannotRun(
    `A thread that judges has ended before its time (${why}), and what it had is lost. Run it again, with more memory if it lacked some.`,
  );
}
