import { reserve } from '../client/request-limit.js';

/** Counts requests, and says when there are enough of them. */
export class RequestAllowance {
  sent = 0;
  /** How many of them were updates. */
  updates = 0;

  private readonly reserve: number;

  constructor(readonly limit: number) {
    this.reserve = Math.min(reserve, Math.floor(limit / 2));
  }

  /** Whether one more may be sent: never beyond the limit, and what keeps the tenant safe comes before what is only worth knowing. */
  allows(purpose: 'check' | 'safety'): boolean {
    return this.sent < this.limit - (purpose === 'check' ? this.reserve : 0);
  }
}
