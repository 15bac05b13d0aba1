import type { Clock } from './clock.js';

/** Graph takes 100 writes in 20 s from an application; a run takes 80 of them, so that a restore is not throttled. */
const [mostWrites, window] = [80, 20_000];

/** Milliseconds between two updates of a long run. */
export const updateInterval = window / mostWrites;

/** Spreads the updates of a run. */
export class Pace {
  private next = 0;
  private readonly isNeeded: boolean;

  /** @param checks of the run. Each may send its update twice, so a short run cannot exceed the limit and never waits. */
  constructor(
    private readonly clock: Clock,
    checks: number,
  ) {
    this.isNeeded = checks * 2 > mostWrites;
  }

  /** Waits before an update, at most `updateInterval`. Never throws. */
  async wait(): Promise<void> {
    if (!this.isNeeded) return;
    const delay = Math.min(updateInterval, this.next - this.clock.now());
    if (delay > 0) await this.clock.sleep(delay);
    this.next = this.clock.now() + updateInterval;
  }
}

/** About how long a run takes, in minutes. @param pause milliseconds of each request, as measured. */
export function estimateText(requests: number, updates: number, pause: number): string {
  const seconds = Math.max(requests * pause, updates * updateInterval) / 1000;
  return seconds < 60 ? 'less than a minute' : `about ${Math.ceil(seconds / 60)} minutes`;
}
