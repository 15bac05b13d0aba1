import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { packageRoot } from '../../contracts/folders.js';
import type { Part } from '../../recordings/input/part.js';
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

  private constructor(private readonly worker: Worker) {
    worker.once('online', keepYoungSmall);
    worker.on('message', (judged: JudgedPart) => this.waiting.shift()?.resolve(judged));
    worker.on('error', (error: Error) => {
      for (const { reject } of this.waiting.splice(0)) reject(error);
    });
  }

  /** Undefined on a machine that has no second core to spare. */
  static start(options: JudgeOptions): SecondThread | undefined {
    if (availableParallelism() < 2) return undefined;
    keepYoungSmall();
    return new SecondThread(new Worker(entry, { workerData: options, resourceLimits }));
  }

  hasRoom(): boolean {
    return this.waiting.length < mostWaiting;
  }

  /** Judges a part, after those before it. */
  judge(part: Part): Promise<JudgedPart> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ resolve, reject });
      this.worker.postMessage(part);
    });
  }

  async stop(): Promise<void> {
    await this.worker.terminate();
  }
}
