import type { Clock } from '../../../scripts/drift/session/clock.js';

/** A clock that only `sleep` and `pass` advance. It keeps each wait. */
export class VirtualClock implements Clock {
  readonly waits: number[] = [];
  private time = Date.parse('2026-11-21T01:00:00Z');
  readonly start = this.time;

  constructor(readonly random: () => number = () => 0.5) {}

  readonly now = (): number => this.time;

  readonly worked = (): number => this.time - this.waits.reduce((sum, wait) => sum + wait, 0);

  readonly sleep = (milliseconds: number): Promise<void> => {
    this.waits.push(milliseconds);
    this.time += milliseconds;
    return Promise.resolve();
  };

  pass(milliseconds: number): void {
    this.time += milliseconds;
  }

  /** Milliseconds since the start. */
  get passed(): number {
    return this.time - this.start;
  }
}
