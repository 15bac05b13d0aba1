import type { ApiVersion } from '../../../contracts/contract.js';
import { addToGroup } from '../../../contracts/group-by.js';
import type { Exchange } from '../../../contracts/judge/exchange.js';
import type { JsonObject } from '../../../contracts/json-value.js';
import type { AssignmentCheck } from '../../client/assignment.js';
import type { StepRecord } from '../../verdict/report.js';
import type { DriftRun } from './drift-run.js';
import type { RetryBudget, RetryPolicy } from './retry-budget.js';

/** Sends the requests of one check, waits between them, and records both. */
export class AssignmentSession {
  /** In order, inconclusive ones included. */
  readonly exchanges: Exchange[] = [];
  /** Of each exchange, in milliseconds. */
  readonly durations: number[] = [];
  private readonly exchangesByStep = new Map<string, Exchange[]>();
  /** In order; attempts at one step are one record. */
  readonly steps: StepRecord[] = [];
  /** Milliseconds of waiting. */
  waited = 0;
  private readonly start: number;

  constructor(
    readonly run: DriftRun,
    readonly check: AssignmentCheck,
  ) {
    this.start = run.connection.clock.worked();
  }

  /** Milliseconds so far, waits left out. */
  get milliseconds(): number {
    return this.run.connection.clock.worked() - this.start;
  }

  /** Reads the assignment, with retries. */
  async read(step: string, version: ApiVersion, retries: RetryBudget): Promise<Exchange> {
    const { contract, ids } = this.check;
    for (let attempt = 1; ; attempt += 1) {
      const begun = this.now();
      const exchange = await this.send(step, 'GET', () => this.run.connection.client.read(contract, version, ids));
      if (!(await this.wait(retries, exchange, attempt, begun))) return exchange;
    }
  }

  /** Sends one update, without retries. */
  async update(step: string, version: ApiVersion, members: JsonObject): Promise<Exchange> {
    const { contract, ids } = this.check;
    await this.run.pace.wait();
    return this.send(step, contract.method, () => this.run.connection.client.update(contract, version, ids, members));
  }

  /** Waits before a retry. @returns false if there is to be none. */
  async wait(retries: RetryBudget, exchange: Exchange, attempt: number, begun: number, policy?: RetryPolicy): Promise<boolean> {
    const from = this.now();
    const again = await retries.wait(exchange, attempt, begun, policy);
    if (again) this.waited += this.now() - from;
    return again;
  }

  now(): number {
    return this.run.connection.clock.now();
  }

  private async send(step: string, method: string, request: () => Promise<Exchange>): Promise<Exchange> {
    const { run } = this;
    // The limit holds for restores too: a run that loops does the tenant no good.
    if (!run.mayRequest('restore')) return { request: { method, url: '' }, failure: 'REQUEST_LIMIT' };
    // If this throws, nothing was sent.
    const begun = this.milliseconds;
    const exchange = await request();
    run.sent += 1;
    if (method !== 'GET') run.updates += 1;
    this.exchanges.push(exchange);
    this.durations.push(Math.round(this.milliseconds - begun));
    this.record(step, exchange);
    return exchange;
  }

  /** The exchanges of a step, in all API versions that it reads. */
  exchangesOf(step: string): readonly Exchange[] {
    return [...this.exchangesByStep].flatMap(([name, exchanges]) => (name === step || name.startsWith(`${step}, as `) ? exchanges : []));
  }

  private record(step: string, exchange: Exchange): void {
    const { response, failure = 'no answer' } = exchange;
    addToGroup(this.exchangesByStep, step, exchange);
    const outcome = response === undefined ? failure : String(response.status);
    const last = this.steps.at(-1);
    if (last?.step === step) this.steps[this.steps.length - 1] = { step, outcomes: [...last.outcomes, outcome] };
    else this.steps.push({ step, outcomes: [outcome] });
  }
}
