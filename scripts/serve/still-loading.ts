import type { Reply } from './graph-server.js';

interface Waiting {
  /** Gives the answer if it is certain by now. */
  readonly early: () => Reply | undefined;
  /** Gives the answer when all is loaded. */
  readonly late: () => Reply;
  readonly resolve: (reply: Reply) => void;
  readonly reject: (error: unknown) => void;
}

/** Requests that wait for recordings which are still being loaded: each as long as its answer is not certain. */
export class StillLoading {
  done = false;
  private waiting: Waiting[] = [];

  wait(early: Waiting['early'], late: Waiting['late']): Promise<Reply> {
    return new Promise((resolve, reject) => this.waiting.push({ early, late, resolve, reject }));
  }

  /** Some more was loaded. Whoever came first is answered first. */
  progress(): void {
    this.waiting = this.waiting.filter(({ early, resolve }) => {
      const reply = early();
      if (reply !== undefined) resolve(reply);
      return reply === undefined;
    });
  }

  /** All is loaded. */
  finish(): void {
    this.done = true;
    for (const { late, resolve } of this.waiting.splice(0)) resolve(late());
  }

  /** The rest cannot be loaded. */
  fail(error: unknown): void {
    for (const { reject } of this.waiting.splice(0)) reject(error);
  }
}
