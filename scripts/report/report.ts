import type { InconclusiveReason, Severity } from '../../contracts/judge/codes.js';
import type { Source } from '../../contracts/judge/exchange.js';
import type { Finding } from '../../contracts/judge/finding.js';
import type { Judgement } from '../../contracts/judge/judge.js';
import { exitCodes, type ExitCode, type Verdict } from '../exit-code.js';
import { tool } from '../tool.js';

/** Severities that can fail a run, worst first: a run fails at the one asked for, and at any before it. */
export const failOnLevels = ['breaking', 'unknown', 'additive'] as const satisfies readonly Severity[];
export type FailOn = (typeof failOnLevels)[number];

/** One exchange that was looked at, and what was made of it. */
export interface Judged {
  readonly source: Source;
  readonly judgement: Judgement;
}

/** A finding, once for all places at which it occurred: the first of them is its sample. */
export type CountedFinding = Finding & { readonly count: number };

export interface CountedInconclusive {
  readonly reason: InconclusiveReason;
  readonly source: Source;
  readonly count: number;
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

/** What every command has to say in the end. Its JSON form is described by report.schema.json. */
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
}

/** Sums up what was judged. The order in which it was judged changes nothing. */
export function buildReport(command: string, judged: readonly Judged[], failOn: FailOn, operations?: readonly OperationRow[]): Report {
  const findings = judged.flatMap(({ judgement }) => (judgement.kind === 'outside' ? [] : judgement.findings));
  const inconclusive = judged.flatMap(({ source, judgement }) =>
    judgement.kind === 'inconclusive' ? [{ reason: judgement.reason, source }] : [],
  );
  const amount = (severity: Severity): number => findings.filter((finding) => finding.severity === severity).length;
  const verdict = verdictOf(findings, inconclusive.length > 0, failOn);
  return {
    tool,
    command,
    verdict,
    exitCode: exitCodes[verdict],
    summary: {
      exchanges: judged.length,
      judged: judged.filter(({ judgement }) => judgement.kind === 'judged').length,
      inconclusive: inconclusive.length,
      outside: judged.filter(({ judgement }) => judgement.kind === 'outside').length,
      breaking: amount('breaking'),
      unknown: amount('unknown'),
      additive: amount('additive'),
      notes: amount('note'),
    },
    findings: countFindings(findings),
    inconclusive: countInconclusive(inconclusive),
    ...(operations === undefined ? {} : { operations }),
  };
}

/** A finding outweighs weather: what one exchange has shown, a broken night does not take back. */
export function verdictOf(findings: readonly Finding[], anyInconclusive: boolean, failOn: FailOn): Verdict {
  const failing: readonly Severity[] = failOnLevels.slice(0, failOnLevels.indexOf(failOn) + 1);
  if (findings.some(({ severity }) => failing.includes(severity))) return 'disagrees';
  return anyInconclusive ? 'inconclusive' : 'agrees';
}

const severities: readonly Severity[] = ['breaking', 'unknown', 'additive', 'note'];

function countFindings(findings: readonly Finding[]): CountedFinding[] {
  return counted(inOrder(findings), ({ fingerprint }) => fingerprint).sort(
    (a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity) || compare(keyOf(a), keyOf(b)),
  );
}

function keyOf(finding: Finding): string {
  const { documentedAt, code, pointer, source, fingerprint } = finding;
  return [documentedAt.file, String(documentedAt.line).padStart(6, '0'), code, pointer, source?.description ?? '', fingerprint].join('\n');
}

function countInconclusive(all: readonly { reason: InconclusiveReason; source: Source }[]): CountedInconclusive[] {
  return counted(inOrder(all), ({ reason }) => reason).sort((a, b) => compare(a.reason, b.reason));
}

/** The first item of each kind, with how many there are of it. */
function counted<T extends object>(items: readonly T[], kindOf: (item: T) => string): (T & { count: number })[] {
  const kinds = new Map<string, T & { count: number }>();
  for (const item of items) {
    const first = kinds.get(kindOf(item));
    if (first === undefined) kinds.set(kindOf(item), { ...item, count: 1 });
    else first.count += 1;
  }
  return [...kinds.values()];
}

/** Sorts by where things were read, so that the sample of a group is the same whatever the order of the inputs. */
function inOrder<T extends { readonly source?: Source }>(items: readonly T[]): T[] {
  const place = ({ source }: T): string => [source?.file ?? '', String(source?.index ?? 0).padStart(9, '0')].join('\n');
  return [...items].sort((a, b) => compare(place(a), place(b)));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
