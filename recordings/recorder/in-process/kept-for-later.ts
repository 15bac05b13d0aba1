import type { Exchange } from '../../../contracts/judge/exchange.js';
import { Enough } from '../enough.js';
import type { LeftOut } from '../left-out.js';

/** An exchange as it came, and when. */
export interface Kept {
  readonly exchange: Exchange;
  readonly when: Date;
}

/**
 * Exchanges that wait for the end of a recording. Redaction takes many times as long as a request to a server nearby: whoever asks must not pay for it
 * while he asks. What is raw stays in memory, and of a kind that there is enough of nothing more is kept.
 */
export class KeptForLater {
  private readonly enough = new Enough();
  private kept: Kept[] = [];

  /** Knows what was left out. */
  get leftOut(): LeftOut {
    return this.enough;
  }

  add(exchange: Exchange): void {
    if (this.enough.wants(exchange)) this.kept.push({ exchange, when: new Date() });
  }

  /** Hands out what it has, in the order in which it came. Afterwards it has nothing. */
  takeAll(): readonly Kept[] {
    const all = this.kept;
    this.kept = [];
    return all;
  }
}
