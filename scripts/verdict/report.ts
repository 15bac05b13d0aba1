import type { InconclusiveReason, Severity } from '../../contracts/judge/codes.js';
import type { Source } from '../../contracts/judge/exchange.js';
import type { Finding } from '../../contracts/judge/finding.js';
import type { StaleReason } from '../../recordings/traffic/staleness.js';
import { exitCodes, type ExitCode, type RowVerdict, type Verdict } from './exit-code.js';
import type { BaselineEntry } from './baseline-entry.js';
import { excuseOf, type Marked } from './baseline.js';
import type { Seen } from './samples.js';

/** Severities that can fail a run, worst first: a run fails at the one asked for, and at any before it. */
export const failOnLevels = ['breaking', 'unknown', 'additive'] as const satisfies readonly Severity[];
export type FailOn = (typeof failOnLevels)[number];

/** A finding, once for all places at which it occurred: the first of them is its sample. */
export type CountedFinding = Marked<
  Finding & {
    /** Where the sample was seen. */
    readonly source: Source;
    readonly count: number;
    /** The first places at which it occurred, the sample's before all, and what was found there: only when a report asks for them. */
    readonly places?: readonly Seen<Finding>[];
  }
>;

export interface CountedInconclusive {
  readonly reason: InconclusiveReason;
  readonly source: Source;
  readonly count: number;
}

/** One exchange of ours, by itself: what a report of test cases lists. */
export interface Case {
  readonly source: Source;
  readonly findings: readonly Marked<Finding>[];
  /** Why it says nothing about the contract, if so. */
  readonly reason?: InconclusiveReason;
}

/**
 * What became of an assignment that the nightly check looked at. `not-touched`: no update was sent. `unchanged`: a read after the update has shown it as
 * it was. `put-back`: it differed, and a read has shown it as it was in the end. `not-proven`: nothing shows a change, but the last read failed.
 * `not-restored`: it differs, for all that is known.
 */
export type TenantState = 'not-touched' | 'unchanged' | 'put-back' | 'not-proven' | 'not-restored';

/** One step of the nightly check: the status of each attempt at it, or the code of its failure. */
export interface StepRecord {
  readonly step: string;
  readonly outcomes: readonly string[];
}

/** How the nightly check of one operation in one API version went. */
export interface OperationRow {
  readonly operation: string;
  readonly apiVersion: string;
  readonly verdict: RowVerdict;
  /** The status of the answer to the documented request; null when there was none. */
  readonly status: number | null;
  readonly milliseconds: number;
  /** How many rules of each layer the exchange put to the test, of how many there are. */
  readonly rulesSeen: { readonly documented: readonly [number, number]; readonly metadata: readonly [number, number] };
  readonly tenant: TenantState;
  readonly requests: number;
  /** What was spent on waiting; it is no part of `milliseconds`. */
  readonly waitedMilliseconds: number;
  readonly steps: readonly StepRecord[];
}

/** A request that a dry run would send, with words in the place of ids and other values. */
export interface PlannedRequest {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
}

/** What the nightly check did, besides judging. */
export interface NightRecord {
  readonly requests: number;
  /** How many of them were updates. */
  readonly updates: number;
  readonly requestLimit: number;
  /** What a person should know of the tenant, or do, in a sentence each. */
  readonly remarks: readonly string[];
  /** Of a dry run only. */
  readonly planned?: readonly PlannedRequest[];
}

/** A file of recordings that are stale. */
export interface StaleRecording {
  readonly file: string;
  readonly reasons: readonly StaleReason[];
  /** When the oldest of them was made, as it says itself. */
  readonly when: string;
  /** How many of its exchanges are stale. */
  readonly count: number;
}

/** Requests that no recording answers, with a sentence that tells why. */
export interface UnansweredRequest {
  readonly message: string;
  readonly count: number;
}

/** Exchanges whose age was asked for, and that have none, with a sentence that says so. */
export interface UndatedExchanges {
  readonly message: string;
  readonly count: number;
}

/** Of what there may be something to say. */
export type RecordingsKind = 'unanswered' | 'stale' | 'undated' | 'unused';

/** What is to say of recordings, besides what their exchanges are judged to be. */
export interface RecordingsReport {
  readonly stale?: readonly StaleRecording[];
  readonly undated?: readonly UndatedExchanges[];
  /** Of serve: those that nobody asked for, and how many there are in all. */
  readonly unused?: readonly Source[];
  readonly served?: number;
  readonly unanswered?: readonly UnansweredRequest[];
  /** What of it fails the run. */
  readonly failing?: readonly RecordingsKind[];
}

/** What every command has to say in the end. Its JSON form, which leaves out what only other formats need, is described by report.schema.json. */
export interface Report {
  readonly tool: { readonly name: string; readonly version: string };
  readonly command: string;
  readonly verdict: Verdict;
  readonly exitCode: ExitCode;
  /** The exit code of a command that `serve` has run, if that has failed: `serve` ends with it in place of `exitCode`. */
  readonly commandExitCode?: number;
  readonly summary: {
    readonly exchanges: number;
    readonly judged: number;
    readonly inconclusive: number;
    readonly outside: number;
    readonly breaking: number;
    readonly unknown: number;
    readonly additive: number;
    readonly notes: number;
    /** Occurrences of accepted findings, whatever their severity: they are in none of the four before. Only under a baseline. */
    readonly accepted?: number;
    /** Occurrences of pending findings, whatever their severity: they are in none of the four before. Only if there are any. */
    readonly pending?: number;
  };
  readonly findings: readonly CountedFinding[];
  readonly inconclusive: readonly CountedInconclusive[];
  /** Of the nightly check only. */
  readonly operations?: readonly OperationRow[];
  /** Of the nightly check only. */
  readonly night?: NightRecord;
  /** Findings of the nightly check that would have failed it, and did not come again the same night. */
  readonly flaky?: readonly CountedFinding[];
  /** The baseline under which findings were accepted, and what it holds in vain. */
  readonly baseline?: { readonly file: string; readonly removable: readonly BaselineEntry[] };
  /** Only when there is something to say of them. */
  readonly recordings?: RecordingsReport;
  /** The least severity that made this run fail, and so is an error where a format knows errors. */
  readonly failOn: FailOn;
  /** Only when a report asks for them: all others do with the sums. */
  readonly cases?: readonly Case[];
  /** How many more there are, none of them worse. */
  readonly casesLeftOut?: number;
  /** What kept input from being judged, in a sentence each. */
  readonly problems?: readonly string[];
  /** Why nothing was judged, in a sentence: of the verdict `nothing-judged` only. */
  readonly nothingJudged?: string;
}

/** What a person should read beside the report. */
export interface Remarks {
  /** What comes first, such as that the answers are simulated. */
  readonly lead?: string;
  /** What else was judged, beside what the report lists by name. */
  readonly also?: string;
}

/** Where the occurrences of a severity are counted in the summary. */
export const countsAs = { breaking: 'breaking', unknown: 'unknown', additive: 'additive', note: 'notes' } as const satisfies Record<
  Severity,
  keyof Report['summary']
>;

/** Whether a finding fails the run: by its severity, unless it is accepted or pending. */
export function failsRun(finding: Marked<Pick<Finding, 'severity' | 'pending'>>, failOn: FailOn): boolean {
  return fails(finding.severity, failOn) && excuseOf(finding) === undefined;
}

/** Whether a finding of that severity fails the run. */
export function fails(severity: Severity, failOn: FailOn): boolean {
  return severity !== 'note' && failOnLevels.indexOf(severity) <= failOnLevels.indexOf(failOn);
}

/** The report of a run that cannot pass for these reasons, whatever it has found. A tenant that was not put back outweighs them. */
export function asCannotRun(report: Report, reasons: readonly string[]): Report {
  const problems = [...(report.problems ?? []), ...reasons];
  if (report.verdict === 'not-restored') return { ...report, problems };
  const told: { -readonly [Member in keyof Report]: Report[Member] } = {
    ...report,
    verdict: 'cannot-run',
    exitCode: exitCodes['cannot-run'],
    problems,
  };
  delete told.commandExitCode;
  delete told.nothingJudged;
  return told;
}

/** Says why nothing was judged, if nothing was. */
export function withNothingJudged(report: Report, sentence: string): Report {
  return report.verdict === 'nothing-judged' ? { ...report, nothingJudged: sentence } : report;
}
