import type { FailOn } from '../verdict/report.js';
import type { AssignmentClient } from '../client/assignment-client.js';
import type { Clock } from './clock.js';
import { HeldFailures } from './held-failures.js';
import type { Journal } from './journal/journal.js';
import { reserve } from '../client/request-limit.js';
import { Patience } from './retry-budget.js';

export interface NightOptions {
  readonly client: AssignmentClient;
  /** Tells tenants apart. */
  readonly tenant: string;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly failOn: FailOn;
  /** How many milliseconds the run may wait for better weather; and once more so many, each time the tenant has to be looked after. */
  readonly budget: number;
  readonly requestLimit: number;
  /** Ends the run at the next safe point. */
  readonly stop: AbortSignal;
}

/** What all steps of one run share. */
export class Night {
  readonly requests: RequestAllowance;
  readonly failures = new HeldFailures();
  /** For all that is only worth knowing. */
  readonly patience: Patience;
  /** What a person should know of the tenant, or do, in a sentence each. */
  readonly remarks: string[] = [];
  /** True when the journal is of no more use, and could not be removed. */
  journalStays = false;

  constructor(readonly options: NightOptions) {
    this.requests = new RequestAllowance(options.requestLimit);
    this.patience = new Patience(options.clock, {
      budget: options.budget,
      mayAsk: () => this.requests.allows('check'),
      stop: options.stop,
    });
  }

  /** For the state of the tenant: a night that waited in vain, or was told to stop, still looks after that. */
  safetyPatience(): Patience {
    const { clock, budget } = this.options;
    return new Patience(clock, { budget, mayAsk: () => this.requests.allows('safety') });
  }

  get stopped(): boolean {
    return this.options.stop.aborted;
  }
}

/** Counts requests, and says when there are enough of them. */
class RequestAllowance {
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
