import { matchOperation } from '../../../contracts/judge/match-operation.js';
import type { Exchange } from '../../../contracts/judge/exchange.js';
import { nameExchange } from '../name-exchange.js';

/** An exchange as it came, and when. */
export interface Kept {
  readonly exchange: Exchange;
  readonly when: Date;
}

/** As many as a recording keeps of one operation with the same outcome. */
const most = 1_000;

/**
 * Exchanges that wait for the end of a recording. Redaction takes many times as long as a request to a server nearby: whoever asks must not pay for it
 * while he asks. What is raw stays in memory, and of a kind that there is enough of nothing more is kept.
 */
export class KeptForLater {
  /** Exchanges that were left out, because there were enough of their kind. */
  notKept = 0;
  private readonly amounts = new Map<string, number>();
  private kept: Kept[] = [];

  add(exchange: Exchange): void {
    const { method, url } = exchange.request;
    const kind = `${matchOperation(url)?.contract.name ?? ''} ${method} ${nameExchange(exchange)}`;
    const amount = this.amounts.get(kind) ?? 0;
    if (amount >= most) {
      this.notKept += 1;
      return;
    }
    this.amounts.set(kind, amount + 1);
    this.kept.push({ exchange, when: new Date() });
  }

  /** Hands out what it has, in the order in which it came. Afterwards it has nothing. */
  takeAll(): readonly Kept[] {
    const all = this.kept;
    this.kept = [];
    return all;
  }
}
