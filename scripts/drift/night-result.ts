import type { FailOn, Report } from '../verdict/report.js';
import type { CheckResult } from './check-assignment.js';
import type { Mode } from './mode.js';

export interface NightSettings {
  readonly failOn: FailOn;
  readonly mode?: Mode;
  /** How many milliseconds may be spent on waiting for better weather. */
  readonly budget?: number;
  /** Ends the run at the next safe point. */
  readonly stop?: AbortSignal;
  /** Whether the report lists each exchange by itself. */
  readonly cases?: boolean;
}

export interface NightResult {
  readonly report: Report;
  /** One for each check that was begun; of a night that could not begin, one for each that was due. */
  readonly results: readonly CheckResult[];
  /** Whether something that should have been checked was not. */
  readonly incomplete: boolean;
}
