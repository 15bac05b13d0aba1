import type { Finding } from '../../../contracts/judge/finding.js';
import type { Judgement } from '../../../contracts/judge/judge.js';

/** Findings that turn a verdict red, or leave it open. */
export function serious(judgement: Judgement): readonly Finding[] {
  return findingsOf(judgement).filter(({ severity }) => severity === 'breaking' || severity === 'unknown');
}

export function findingsOf(judgement: Judgement): readonly Finding[] {
  return judgement.kind === 'outside' ? [] : judgement.findings;
}
