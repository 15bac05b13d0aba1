/** How many requests one check may send when all goes well but for a finding: two reads, an update, and all of it again; and then put back. */
const perCheck = 40;

/** Kept for looking after the tenant when all else has used up its share. */
const reserve = 40;

/** The hard limit of requests of a run with so many checks. */
export function requestLimit(checks: number): number {
  return reserve + perCheck * checks;
}

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
