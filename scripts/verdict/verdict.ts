import type { Severity } from '../../contracts/judge/codes.js';
import type { Finding } from '../../contracts/judge/finding.js';
import { excuseOf, type WithBaseline } from './baseline.js';
import { exitCodes, type RowVerdict } from './exit-code.js';
import { failOnLevels, type FailOn, type Report } from './report.js';

/** Whether a finding of that severity fails the run. */
export function fails(severity: Severity, failOn: FailOn): boolean {
  return severity !== 'note' && failOnLevels.indexOf(severity) <= failOnLevels.indexOf(failOn);
}

/** Whether a finding fails the run: by its severity, unless it is accepted or pending. */
export function failsRun(finding: WithBaseline<Pick<Finding, 'severity' | 'pending'>>, failOn: FailOn): boolean {
  return fails(finding.severity, failOn) && excuseOf(finding) === undefined;
}

/** The verdict on findings. One that fails the run outweighs inconclusive exchanges. */
export function verdictOf(findings: readonly WithBaseline<Finding>[], anyInconclusive: boolean, failOn: FailOn): RowVerdict {
  if (findings.some((finding) => failsRun(finding, failOn))) return 'disagrees';
  return anyInconclusive ? 'inconclusive' : 'agrees';
}

/** The report with the verdict `cannot-run` and these problems. Only `not-restored` is worse. */
export function asCannotRun(report: Report, reasons: readonly string[]): Report {
  const problems = [...(report.problems ?? []), ...reasons];
  if (report.verdict === 'not-restored') return { ...report, problems };
  return {
    ...report,
    verdict: 'cannot-run',
    exitCode: exitCodes['cannot-run'],
    problems,
    commandExitCode: undefined,
    nothingJudged: undefined,
  };
}

/** Adds why nothing was judged, if nothing was. */
export function withNothingJudged(report: Report, sentence: string): Report {
  return report.verdict === 'nothing-judged' ? { ...report, nothingJudged: sentence } : report;
}
