import { setTimeout as wait } from 'node:timers/promises';

/** Time and chance, as the night sees them. Tests bring their own. */
export interface Clock {
  /** Milliseconds since 1970. It never goes back, whatever somebody sets the clock of the machine to. */
  readonly now: () => number;
  /** Waits so many milliseconds, or until the signal says that waiting has no sense any more. It never throws. */
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  /** A number from 0 up to, but not including, 1. */
  readonly random: () => number;
}

export const realClock: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  sleep: async (milliseconds, signal) => {
    await wait(milliseconds, undefined, signal === undefined ? {} : { signal }).catch(() => undefined);
  },
  random: Math.random,
};

/**
 * The clock of the emulated night: its waits take no time, and are counted all the same. Nothing is left to chance, so that two nights are alike.
 * @param now gives milliseconds, from any start.
 */
export function emulatedClock(now: () => number): Clock {
  let skipped = 0;
  return {
    now: () => now() + skipped,
    sleep: (milliseconds) => {
      skipped += milliseconds;
      return Promise.resolve();
    },
    random: () => 0.5,
  };
}
