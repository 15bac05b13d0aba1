import type { Exchange } from '../../contracts/judge/exchange.js';
import type { Clock } from './clock.js';
import { prospectOf } from './retry-advice.js';
import { retryAfter } from './retry-after.js';

export interface PatienceOptions {
  /** How many milliseconds all waits together may take, and the attempts that came to nothing. */
  readonly budget: number;
  /** Whether one more request may be sent, apart from time. */
  readonly mayAsk: () => boolean;
  /** Ends each wait, and allows no further one. */
  readonly stop?: AbortSignal;
}

/** The first wait is about a second, each one twice as long as the one before, and none longer than a minute unless Graph asks for it. */
const firstWait = 1_000;
const longestWait = 60_000;
const briefAttempts = 3;

/** How long to wait for better weather: it is spent on one step after the other, and does not come back. */
export class Patience {
  /** How many milliseconds were spent. */
  spent = 0;

  constructor(
    private readonly clock: Clock,
    private readonly options: PatienceOptions,
  ) {}

  /**
   * Waits before an exchange that said nothing is tried again.
   * @param attempt how many attempts of this step there were, this one included.
   * @param begun when this one began.
   * @param hope what can be expected of asking again; unless told, by the exchange alone.
   * @returns false when there is no sense in trying again; then it has not waited.
   */
  async wait(exchange: Exchange, attempt: number, begun: number, hope = prospectOf(exchange)?.hope): Promise<boolean> {
    const { budget, mayAsk, stop } = this.options;
    if (hope === undefined || hope === 'hopeless') return false;
    const now = this.clock.now();
    this.spent += now - begun;
    if (hope === 'brief' && attempt >= briefAttempts) return false;
    const delay = Math.max(this.backOff(attempt), retryAfter(exchange, now) ?? 0);
    if (stop?.aborted || !mayAsk() || this.spent + delay > budget) return false;
    await this.clock.sleep(delay, stop);
    this.spent += delay;
    return !isAborted(stop);
  }

  /** Half of it is left to chance: runs that were thrown out together do not come back together. */
  private backOff(attempt: number): number {
    const whole = Math.min(longestWait, firstWait * 2 ** (attempt - 1));
    return whole / 2 + (whole / 2) * this.clock.random();
  }
}

/** Read again: it may have changed during a wait, which the compiler does not see. */
function isAborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}
