import { setTimeout as wait } from 'node:timers/promises';

/** Time and chance, as the night sees them. Tests bring their own. */
export interface Clock {
  /** Milliseconds since 1970. It never goes back, whatever somebody sets the clock of the machine to. */
  readonly now: () => number;
  /** Milliseconds of work, from any start: what was slept is left out. */
  readonly worked: () => number;
  /** Waits so many milliseconds, or until the signal says that waiting has no sense any more. It never throws. */
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  /** A number from 0 up to, but not including, 1. */
  readonly random: () => number;
}

export function realClock(): Clock {
  const now = (): number => performance.timeOrigin + performance.now();
  let slept = 0;
  return {
    now,
    worked: () => now() - slept,
    sleep: async (milliseconds, signal) => {
      const begun = now();
      await wait(milliseconds, undefined, signal === undefined ? {} : { signal }).catch(() => undefined);
      slept += now() - begun;
    },
    random: Math.random,
  };
}

/**
 * The clock of the emulated night: nothing but its waits lets time go by, and they take none. Nothing is left to chance, so that two nights are alike
 * on every machine.
 * @param worked gives milliseconds, from any start.
 */
export function emulatedClock(worked: () => number): Clock {
  const start = Date.now();
  let skipped = 0;
  return {
    now: () => start + skipped,
    worked,
    sleep: (milliseconds) => {
      skipped += milliseconds;
      return Promise.resolve();
    },
    random: () => 0.5,
  };
}
