import type { ApiVersion } from '../../contracts/contract.js';
import { packageFile } from '../../contracts/package-files.js';
import type { InconclusiveReason, Severity } from '../../contracts/judge/codes.js';
import type { Source } from '../../contracts/judge/exchange.js';
import type { Finding } from '../../contracts/judge/finding.js';
import type { StaleReason } from '../../recordings/traffic/staleness.js';
import type { BaselineEntry, WithBaseline } from './baseline.js';
import type { ExitCode, RowVerdict, Verdict } from './exit-code.js';

const manifest = JSON.parse(packageFile('package.json')) as { name: string; version: string };

/** Name and version of the package, as reports carry them. */
export const tool = { name: manifest.name, version: manifest.version };

/** The severities that `--fail-on` accepts, worst first. A run fails at the given one and at those before it. */
export const failOnLevels = ['breaking', 'unknown', 'additive'] as const satisfies readonly Severity[];
export type FailOn = (typeof failOnLevels)[number];

/** One of several equal things, and where it occurred. Findings with one fingerprint may differ in detail. */
export interface Occurrence<T> {
  readonly sample: T;
  readonly source: Source;
}

/** A finding, once for all its occurrences. The first in the first file by name is the sample. */
export type CountedFinding = WithBaseline<
  Finding & {
    readonly source: Source;
    readonly count: number;
    /** Of a run with a history: in how many of its earlier runs it was, and since which day. */
    readonly earlier?: { readonly runs: number; readonly of: number; readonly since?: string };
    /** The first occurrences in order, the sample's included. Only if a report asks for them. */
    readonly places?: readonly Occurrence<Finding>[];
  }
>;

export interface CountedInconclusive {
  readonly reason: InconclusiveReason;
  readonly source: Source;
  readonly count: number;
}

/** One exchange of the operations, as a report of test cases lists it. */
export interface ReportCase {
  readonly source: Source;
  /** Each with its line in the input, if known. */
  readonly findings: readonly WithBaseline<Finding & { readonly line?: number }>[];
  /** Why it is inconclusive, if it is. */
  readonly reason?: InconclusiveReason;
}

/**
 * The state of an assignment after the nightly check.
 * - `not-touched`: no update was sent.
 * - `unchanged`: a read after the update showed no change.
 * - `put-back`: it had changed and was restored; a final read confirmed that.
 * - `not-proven`: no change is known, but the last read failed.
 * - `not-restored`: it probably differs.
 */
export type TenantState = 'not-touched' | 'unchanged' | 'put-back' | 'not-proven' | 'not-restored';

/** One step of the nightly check, with the status or error code of each attempt. */
export interface StepRecord {
  readonly step: string;
  readonly outcomes: readonly string[];
}

/** An answer behind findings, or behind an inconclusive step, without secrets. */
export interface AnswerRecord {
  readonly operation: string;
  readonly apiVersion: string;
  readonly step: string;
  /** Why the step is inconclusive, if it is. */
  readonly reason?: InconclusiveReason | undefined;
  /** Of the findings, notes left out. */
  readonly fingerprints: readonly string[];
  /** Null if no answer came. */
  readonly status: number | null;
  /** The code of the failure, if no answer came. */
  readonly failure?: string | undefined;
  readonly body: 'none' | 'json' | 'html' | 'text';
  /** Graph's own error. The message is redacted. */
  readonly error?: { readonly code: string; readonly message?: string } | undefined;
  /** Where a redirect leads: `the same host`, the name of a host of Microsoft, or words for another host. */
  readonly redirect?: string | undefined;
  /** Microsoft's support finds requests by these ids. */
  readonly requestIds: readonly string[];
}

/** The nightly check of one operation in one API version. */
export interface OperationRow {
  readonly operation: string;
  readonly apiVersion: string;
  /** Tells the assignments of a configuration apart: see `assignmentKey`. */
  readonly assignment?: string;
  readonly verdict: RowVerdict;
  /** The status of the answer to the documented request; null if there was none. */
  readonly status: number | null;
  /** Without `waitedMilliseconds`. */
  readonly milliseconds: number;
  /** For each layer, how many rules the exchange tested, and how many there are. */
  readonly rulesSeen: { readonly documented: readonly [number, number]; readonly metadata: readonly [number, number] };
  readonly tenant: TenantState;
  readonly requests: number;
  readonly waitedMilliseconds: number;
  readonly steps: readonly StepRecord[];
}

/** A request that a dry run would send, with placeholders for ids and other values. */
export interface PlannedRequest {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
}

/** The requests of a nightly check, and what its owner should know. */
export interface RunRecord {
  readonly requests: number;
  /** How many of them were updates. */
  readonly updates: number;
  readonly requestLimit: number;
  /** Sentences about the tenant, and about what to do. */
  readonly remarks: readonly string[];
  /** The answers behind findings and inconclusive steps. */
  readonly answers?: readonly AnswerRecord[];
  /** Whether no time passed during waits: the emulator has a clock of its own. */
  readonly simulatedClock?: true;
  /** Of a dry run only. */
  readonly planned?: readonly PlannedRequest[];
}

/** A header of an answer; its value only if it is public. */
export interface ProbedHeader {
  readonly name: string;
  readonly value?: string;
}

/** The members of a JSON object and of the objects in it, one level deep, as JSON Pointers; names with `@` apart. */
export interface ProbedMembers {
  readonly members: readonly string[];
  readonly controlInformation: readonly string[];
}

/** The answer to the update of a probe. */
export interface ProbedAnswer extends ProbedMembers {
  /** Null if no answer came. */
  readonly status: number | null;
  readonly documentedStatus: number;
  /** Why no answer came. */
  readonly failure?: string;
  readonly milliseconds: number;
  readonly headers: readonly ProbedHeader[];
  /** `error`: an object in Graph's error envelope. */
  readonly body: 'none' | 'error' | 'object' | 'other-json' | 'html' | 'text';
  /** Graph's own, redacted. */
  readonly errorCode?: string;
  readonly errorMessage?: string;
}

/** How an answer shows a member: not at all, as null, as the value "none", as an empty text, or with another value. */
export type ProbedValue = 'absent' | 'null' | 'none' | 'empty' | 'set';

/** A member that the metadata has in beta only, and how each API version shows it. */
export interface BetaOnlyMember {
  readonly pointer: string;
  readonly shown: Readonly<Partial<Record<ApiVersion, ProbedValue>>>;
}

/** An entry for `contracts/compiler/readings.ts`. */
export interface ProbeReading {
  readonly id: string;
  readonly question: string;
  readonly reading: string;
  readonly reason: string;
}

/** One update of one assignment, and the reads around it. Names and values are redacted. */
export interface ProbeRecord {
  readonly operation: string;
  /** Of the update. */
  readonly apiVersion: ApiVersion;
  /** In UTC, as YYYY-MM-DD. */
  readonly day: string;
  /** As in its recording: `live` only if each answer comes from Microsoft Graph, and has a request id. */
  readonly origin: 'live' | 'emulator';
  /** `unknown` if the answer does not show whether there is a route. */
  readonly routed: 'yes' | 'no' | 'unknown';
  /** Why the answer is inconclusive, if it is. */
  readonly inconclusive?: InconclusiveReason;
  /** Absent if no update was sent. */
  readonly answer?: ProbedAnswer;
  /** The last read before the update in each API version. */
  readonly reads: readonly (ProbedMembers & { readonly apiVersion: ApiVersion })[];
  readonly betaOnly: readonly BetaOnlyMember[];
  readonly tenant: TenantState;
  readonly sentences: readonly string[];
  readonly reading: ProbeReading;
}

/** A file with stale recordings. */
export interface StaleRecording {
  readonly file: string;
  readonly reasons: readonly StaleReason[];
  /** When the oldest of them was recorded, according to the file. */
  readonly when: string;
  /** How many of its exchanges are stale. */
  readonly count: number;
}

/** A sentence about exchanges, and their number. */
export interface CountedMessage {
  readonly message: string;
  readonly count: number;
}

export type RecordingsKind = 'unanswered' | 'stale' | 'undated' | 'unused';

/** Remarks on recordings, besides the judgements of their exchanges. */
export interface RecordingsReport {
  readonly stale?: readonly StaleRecording[];
  /** Exchanges without the age that an option asks for. */
  readonly undated?: readonly CountedMessage[];
  /** Of serve: the recordings that answered no request, and how many there are in all. */
  readonly unused?: readonly Source[];
  readonly served?: number;
  /** Requests that no recording answers. */
  readonly unanswered?: readonly CountedMessage[];
  /** The kinds that fail the run. */
  readonly failing?: readonly RecordingsKind[];
}

/** The result of a command. report.schema.json describes its JSON form, which leaves out the members that only other formats need. */
export interface Report {
  readonly tool: { readonly name: string; readonly version: string };
  readonly command: string;
  readonly verdict: Verdict;
  readonly exitCode: ExitCode;
  /** The exit code of a command that `serve` ran and that failed: `serve` exits with it instead of `exitCode`. */
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
    /** Occurrences of accepted findings; they are in none of the four before. Only under a baseline. */
    readonly accepted?: number;
    /** Occurrences of pending findings; they are in none of the four before. Only if there are any. */
    readonly pending?: number;
  };
  readonly findings: readonly CountedFinding[];
  readonly inconclusive: readonly CountedInconclusive[];
  /** Of the nightly check only. */
  readonly operations?: readonly OperationRow[];
  /** Of the nightly check only. */
  readonly night?: RunRecord;
  /** Of `drift --probe` only. */
  readonly probe?: ProbeRecord;
  /** Findings of the nightly check that would fail it, but did not recur in the same run. */
  readonly flaky?: readonly CountedFinding[];
  /** The baseline that accepted findings, and its entries that no longer occur. */
  readonly baseline?: { readonly file: string; readonly removable: readonly BaselineEntry[] };
  /** Only if there is anything to report. */
  readonly recordings?: RecordingsReport;
  readonly failOn: FailOn;
  /** Set if both lines of each finding are of our pages: before, and now. */
  readonly revisions?: true;
  /** Only if a report asks for them. */
  readonly cases?: readonly ReportCase[];
  /** How many more cases there are, none of them worse. */
  readonly casesLeftOut?: number;
  /** Sentences about input that could not be judged. */
  readonly problems?: readonly string[];
  /** Requests for objects that the emulator does not have. Of serve. */
  readonly notFound?: readonly CountedMessage[];
  /** Why nothing was judged, in a sentence. Of the verdict `nothing-judged` only. */
  readonly nothingJudged?: string;
}

/** Sentences for the user beside the report. */
export interface Remarks {
  /** Comes first, for example that the answers are simulated. */
  readonly lead?: string;
  /** Whether a drift report lists the notes that every run has. */
  readonly notes?: boolean;
  /** Options that a command line of `drift --accept` needs, such as `--baseline file`. */
  readonly acceptOptions?: string;
  /** Whether reports for people leave out findings that do not fail the run. */
  readonly quiet?: boolean;
  /** The most findings that a report for people lists. Findings that read the same are one. */
  readonly maxFindings?: number;
}

/** The member of the summary that counts a severity. */
export const countsAs = { breaking: 'breaking', unknown: 'unknown', additive: 'additive', note: 'notes' } as const satisfies Record<
  Severity,
  keyof Report['summary']
>;
