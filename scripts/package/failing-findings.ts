import type { Severity } from '../../contracts/judge/codes.js';
import type { Finding } from '../../contracts/judge/finding.js';
import type { Judgement } from '../../contracts/judge/judge.js';
import { failOnLevels, type FailOn } from '../verdict/report.js';

/** The severities that fail at a level: that level, and all that are worse. */
export function failingSeverities(failOn: FailOn): readonly Severity[] {
  return failOnLevels.slice(0, failOnLevels.indexOf(failOn) + 1);
}

/** The findings for which a test fails, the worst first. */
export function failingFindings(judgement: Judgement, failOn: FailOn): readonly Finding[] {
  if (judgement.kind === 'outside') return [];
  return failingSeverities(failOn).flatMap((severity) => judgement.findings.filter((finding) => finding.severity === severity));
}
