import type { InconclusiveReason, Severity } from '../../contracts/judge/codes.js';
import type { Source } from '../../contracts/judge/exchange.js';
import type { Finding } from '../../contracts/judge/finding.js';
import type { ExitCode, Verdict } from '../exit-code.js';

/** Severities that can fail a run, worst first: a run fails at the one asked for, and at any before it. */
export const failOnLevels = ['breaking', 'unknown', 'additive'] as const satisfies readonly Severity[];
export type FailOn = (typeof failOnLevels)[number];

/** A finding, once for all places at which it occurred: the first of them is its sample. */
export type CountedFinding = Finding & {
  /** Where the sample was seen. */
  readonly source?: Source;
  readonly count: number;
  /** The first places at which it occurred, the sample's before all: only when a report asks for them. */
  readonly places?: readonly Source[];
};

export interface CountedInconclusive {
  readonly reason: InconclusiveReason;
  readonly source: Source;
  readonly count: number;
}

/** One exchange of ours, by itself: what a report of test cases lists. */
export interface Case {
  readonly source: Source;
  readonly findings: readonly Finding[];
  /** Why it says nothing about the contract, if so. */
  readonly reason?: InconclusiveReason;
}

/** How the nightly check of one operation in one API version went. */
export interface OperationRow {
  readonly operation: string;
  readonly apiVersion: string;
  readonly verdict: Verdict;
  /** The status of the answer to the documented request; null when there was none. */
  readonly status: number | null;
  readonly milliseconds: number;
  /** How many rules of each layer the exchange put to the test, of how many there are. */
  readonly rulesSeen: { readonly documented: readonly [number, number]; readonly metadata: readonly [number, number] };
}

/** What every command has to say in the end. Its JSON form, which leaves out what only other formats need, is described by report.schema.json. */
export interface Report {
  readonly tool: { readonly name: string; readonly version: string };
  readonly command: string;
  readonly verdict: Verdict;
  readonly exitCode: ExitCode;
  readonly summary: {
    readonly exchanges: number;
    readonly judged: number;
    readonly inconclusive: number;
    readonly outside: number;
    readonly breaking: number;
    readonly unknown: number;
    readonly additive: number;
    readonly notes: number;
  };
  readonly findings: readonly CountedFinding[];
  readonly inconclusive: readonly CountedInconclusive[];
  /** Of the nightly check only. */
  readonly operations?: readonly OperationRow[];
  /** The least severity that made this run fail, and so is an error where a format knows errors. */
  readonly failOn: FailOn;
  /** Only when a report asks for them: all others do with the sums. */
  readonly cases?: readonly Case[];
  /** What kept input from being judged, in a sentence each. */
  readonly problems?: readonly string[];
}

/** What a person should read beside the report. */
export interface Remarks {
  /** What comes first, such as that the answers are simulated. */
  readonly lead?: string;
  /** What else was judged, beside what the report lists by name. */
  readonly also?: string;
}

/** Whether a finding of that severity fails the run. */
export function fails(severity: Severity, failOn: FailOn): boolean {
  return severity !== 'note' && failOnLevels.indexOf(severity) <= failOnLevels.indexOf(failOn);
}
