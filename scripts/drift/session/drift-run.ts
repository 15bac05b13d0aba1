import { systemErrorCode } from '../../../recordings/files/system-error.js';
import { requestLimit, reserve } from '../../client/request-guard.js';
import type { AssignmentCheck } from '../../client/assignment.js';
import type { FailOn } from '../../verdict/report.js';
import type { DriftConnection } from './drift-connection.js';
import { Journal } from '../journal/journal.js';
import { Pace } from './pace.js';
import { RetryBudget } from './retry-budget.js';

/**
 * `check`: the nightly check. `probe`: one check with one update, which is not repeated. `dry-run`: reads, and shows the requests of a check.
 * `restore`: only restores what an interrupted run left.
 */
export type DriftMode = 'check' | 'probe' | 'dry-run' | 'restore';

export interface DriftSettings {
  readonly failOn: FailOn;
  readonly mode?: DriftMode;
  /** Milliseconds of retries; as many again each time the tenant has to be restored. 300,000 by default. */
  readonly budget?: number;
  /** Called before each check, with its index. */
  readonly onCheck?: (check: AssignmentCheck, index: number, count: number) => void;
  /** Ends the run at the next safe point. */
  readonly stop?: AbortSignal;
  /** Whether the report lists each exchange by itself. */
  readonly cases?: boolean;
}

export const defaultBudget = 300_000;

/** The state that all steps of one run share. */
export class DriftRun {
  readonly journal: Journal;
  readonly mode: DriftMode;
  readonly failOn: FailOn;
  readonly requestLimit: number;
  readonly errors = new HeldErrors();
  /** For steps that do not affect the tenant. */
  readonly retries: RetryBudget;
  /** Spreads all updates of the run. */
  readonly pace: Pace;
  /** Sentences for the user about the tenant. */
  readonly remarks: string[] = [];
  /** True if the journal is no longer needed and could not be removed. */
  journalStays = false;
  sent = 0;
  updates = 0;

  constructor(
    readonly connection: DriftConnection,
    readonly settings: DriftSettings,
  ) {
    const { failOn, mode = 'check', stop } = settings;
    this.journal = new Journal(connection.journalFile, connection.trust);
    this.mode = mode;
    this.failOn = failOn;
    this.requestLimit = connection.requestLimit ?? requestLimit(connection.checks.length);
    this.retries = this.newRetries('check', stop);
    this.pace = new Pace(connection.clock, this.checks.length);
  }

  /** The checks of this run, in order. */
  get checks(): readonly AssignmentCheck[] {
    const { checks, probe } = this.connection;
    return this.mode !== 'probe' ? checks : probe === undefined ? [] : [probe];
  }

  /** A new budget for restoring the tenant: neither spent retries nor a request to stop limits it. */
  restoreRetries(): RetryBudget {
    return this.newRetries('restore');
  }

  /** Whether one more request may be sent. Part of the limit is reserved for restoring the tenant. */
  mayRequest(purpose: 'check' | 'restore'): boolean {
    const reserved = purpose === 'check' ? Math.min(reserve, Math.floor(this.requestLimit / 2)) : 0;
    return this.sent < this.requestLimit - reserved;
  }

  get stopped(): boolean {
    return this.settings.stop?.aborted === true;
  }

  /**
   * Removes the journal after a read has shown the assignment unchanged. A journal that cannot be removed does no harm, and must not hide the result: the
   * next run checks that assignment again. While it stays, no other assignment is touched.
   */
  removeJournal(): void {
    try {
      this.journal.remove();
    } catch (error) {
      this.journalStays = true;
      this.remarks.push(
        `An assignment is unchanged, but its journal ${this.journal.file} cannot be removed (${systemErrorCode(error)}). Give it a folder that this user can write to; the next run checks that assignment first, and removes the journal.`,
      );
    }
  }

  private newRetries(purpose: 'check' | 'restore', stop?: AbortSignal): RetryBudget {
    const { budget = defaultBudget } = this.settings;
    return new RetryBudget(this.connection.clock, { budget, mayRequest: () => this.mayRequest(purpose), stop });
  }
}

/** Holds exceptions back until the assignment being touched is safe. */
export class HeldErrors {
  private readonly held: unknown[] = [];

  /** Runs a step whose error must not prevent the restore. @returns undefined if it throws. */
  async attempt<T>(step: () => T | Promise<T>): Promise<T | undefined> {
    try {
      return await step();
    } catch (error) {
      this.held.push(error);
      return undefined;
    }
  }

  /** Holds errors of promises that are not awaited, which would end the process. @returns a function that stops doing so. */
  holdUncaught(): () => void {
    const hold = (error: unknown): void => {
      this.held.push(error);
    };
    process.on('uncaughtException', hold).on('unhandledRejection', hold);
    return () => {
      process.off('uncaughtException', hold).off('unhandledRejection', hold);
    };
  }

  /** @throws the first held error, once. */
  rethrow(): void {
    if (this.held.length === 0) return;
    const [first] = this.held.splice(0);
    throw first;
  }
}
