import type { ApiVersion } from '../../contracts/contract.js';
import type { Exchange } from '../../contracts/judge/exchange.js';
import type { StepRecord } from '../verdict/report.js';
import type { Check } from '../client/check.js';
import type { Night } from './drift-run.js';
import type { Patience } from './retry-budget.js';
import type { Hope } from './retry-advice.js';

/** All that is said about one assignment in one API version: asks, waits, and writes down what went over the wire. */
export class Conversation {
  /** In order, also those that said nothing. */
  readonly exchanges: Exchange[] = [];
  /** What was done, in order; attempts at one step stand together. */
  readonly steps: StepRecord[] = [];
  /** How many milliseconds were spent on waiting. */
  waited = 0;

  private readonly start: number;

  constructor(
    readonly night: Night,
    readonly check: Check,
  ) {
    this.start = night.options.clock.worked();
  }

  /** How long it has taken so far, waits left out. */
  get milliseconds(): number {
    return this.night.options.clock.worked() - this.start;
  }

  /** Reads the assignment, as often as patience allows. */
  async read(step: string, version: ApiVersion, patience: Patience): Promise<Exchange> {
    const { contract, ids } = this.check;
    for (let attempt = 1; ; attempt += 1) {
      const begun = this.now();
      const exchange = await this.ask(step, 'GET', () => this.night.options.client.read(contract, version, ids));
      if (!(await this.wait(patience, exchange, attempt, begun))) return exchange;
    }
  }

  /** Sends an update, once. */
  update(step: string, version: ApiVersion, target: Readonly<Record<string, unknown>>): Promise<Exchange> {
    const { contract, ids } = this.check;
    return this.ask(step, contract.method, () => this.night.options.client.update(contract, version, ids, target));
  }

  /** Waits before another attempt. @returns false when there shall be none. */
  async wait(patience: Patience, exchange: Exchange, attempt: number, begun: number, hope?: Hope): Promise<boolean> {
    const from = this.now();
    const again = await patience.wait(exchange, attempt, begun, hope);
    if (again) this.waited += this.now() - from;
    return again;
  }

  now(): number {
    return this.night.options.clock.now();
  }

  private async ask(step: string, method: string, send: () => Promise<Exchange>): Promise<Exchange> {
    const { requests } = this.night;
    // Beyond the limit nothing is sent, not even for the safety of the tenant: a run that goes round in circles does no good to it.
    if (!requests.allows('safety')) return { request: { method, url: '' }, failure: 'REQUEST_LIMIT' };
    // Whoever throws has sent nothing.
    const exchange = await send();
    requests.sent += 1;
    if (method !== 'GET') requests.updates += 1;
    this.exchanges.push(exchange);
    this.note(step, exchange);
    return exchange;
  }

  private note(step: string, { response, failure = 'no answer' }: Exchange): void {
    const outcome = response === undefined ? failure : String(response.status);
    const last = this.steps.at(-1);
    if (last?.step === step) this.steps[this.steps.length - 1] = { step, outcomes: [...last.outcomes, outcome] };
    else this.steps.push({ step, outcomes: [outcome] });
  }
}
