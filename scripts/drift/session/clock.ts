import { setTimeout as wait } from 'node:timers/promises';

/** The clock and the random source of a run, in milliseconds. Tests replace them. */
export interface Clock {
  /** Since 1970. It never goes back, even if the clock of the machine is set. */
  readonly now: () => number;
  /** Monotonic, from any start; the time that the machine sleeps does not count. */
  readonly worked: () => number;
  /** Never throws; the signal ends it early. */
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  /** From 0 up to, but not including, 1. */
  readonly random: () => number;
  /** Whether sleeps take no time. */
  readonly simulated?: true;
}

export function realClock(): Clock {
  const now = (): number => performance.timeOrigin + performance.now();
  let slept = 0;
  return {
    now,
    worked: () => now() - slept,
    sleep: async (milliseconds, signal) => {
      const start = now();
      await wait(milliseconds, undefined, { signal }).catch(() => undefined);
      slept += now() - start;
    },
    random: Math.random,
  };
}

/** A clock that only sleeps advance, and that never really sleeps: two emulated runs are equal on every machine. */
export function emulatedClock(worked: () => number): Clock {
  let now = Date.now();
  return {
    now: () => now,
    worked,
    sleep: (milliseconds) => {
      now += milliseconds;
      return Promise.resolve();
    },
    random: () => 0.5,
    simulated: true,
  };
}
