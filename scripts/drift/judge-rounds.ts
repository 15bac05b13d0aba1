import type { InconclusiveReason } from '../../contracts/judge/codes.js';
import type { Exchange, Source } from '../../contracts/judge/exchange.js';
import { findingAbout, type Finding } from '../../contracts/judge/finding.js';
import { judge, type Judgement } from '../../contracts/judge/judge.js';
import { settableWords } from '../../contracts/settable-words.js';
import type { AssignmentCheck } from '../client/assignment.js';
import type { FailOn } from '../verdict/report.js';
import { fails } from '../verdict/verdict.js';
import type { UpdateOutcome } from './session/send-own-state.js';

/** A judgement with the step that it is about. */
export interface JudgedStep {
  /** Its name in the run. */
  readonly step: string;
  readonly source: Source;
  readonly judgement: Exclude<Judgement, { readonly kind: 'outside' }>;
}

/** A step with a finding or an inconclusive answer, and its exchanges in order. */
export interface AnsweredStep {
  readonly judged: JudgedStep;
  readonly exchanges: readonly Exchange[];
}

/** One update with its read-back, judged. */
export interface Round extends UpdateOutcome {
  readonly judgement: Judgement;
  readonly judged: readonly JudgedStep[];
}

/** Judges the response to an update, and the read-back. @param number counts the rounds of a check from 1. */
export function judgeRound(check: AssignmentCheck, outcome: UpdateOutcome, number: number): Round {
  const { contract, version } = check;
  const { exchange, state } = outcome;
  const { step, source } = stepOf(check, contract.method, number);
  const judgement = judge({ ...exchange, source }, { objectExists: true, valuesFromGraph: true });
  const judged: JudgedStep[] = judgement.kind === 'outside' ? [] : [{ step, source, judgement }];
  if (state.kind === 'gone' || state.kind === 'unread') judged.push(notRead(check, 'GET after', state.reason, number));
  // A second update that was not carried out restored nothing: the first round has reported this difference.
  if (state.kind === 'differs' && (number === 1 || judgement.kind === 'judged')) {
    const findings = [notRestored(check, state.members)];
    judged.push({
      ...stepOf(check, 'GET after', number),
      judgement: { kind: 'judged', operation: contract.name, version, findings },
    });
  }
  return { ...outcome, judgement, judged };
}

function stepOf({ contract, version }: AssignmentCheck, step: string, number: number): Pick<JudgedStep, 'step' | 'source'> {
  const again = number === 1 ? '' : ', once more';
  return { step: `${step}${again}`, source: { file: 'drift', index: 0, description: `${step} ${contract.name} ${version}${again}` } };
}

/** The inconclusive judgement of a read that showed no assignment. */
export function notRead(check: AssignmentCheck, step: string, reason: InconclusiveReason, number = 1): JudgedStep {
  const { contract, version } = check;
  return {
    ...stepOf(check, step, number),
    judgement: { kind: 'inconclusive', operation: contract.name, version, findings: [], reason },
  };
}

function notRestored({ contract, version }: AssignmentCheck, members: readonly string[]): Finding {
  const member = members.find((name) => contract.settable.includes(name)) ?? members[0] ?? contract.settable[0] ?? 'body';
  return findingAbout({ contract, version }, 'response.body.not-updated', 'response.body.updated', {
    pointer: `/${member}`,
    expected: `the ${member} that was there before`,
    actual: `another ${member}`,
    message: `The assignment has another ${member} after an update that sent its own ${settableWords([contract])}.`,
    identity: 'read back',
  });
}

/** A finding that occurred in one of two rounds only. */
export type FlakyFinding = Finding & { readonly source: Source };

/**
 * Keeps a finding that fails the run only if it occurs in both rounds: one broken server can cause a single one.
 * @returns the judgements without the others, and those others.
 */
export function confirmFindings(
  rounds: readonly (readonly JudgedStep[])[],
  failOn: FailOn,
): { readonly judged: readonly JudgedStep[]; readonly flaky: readonly FlakyFinding[] } {
  const seen = rounds.map((round) => new Set(failingIn(round, failOn).map(({ fingerprint }) => fingerprint)));
  const isConfirmed = ({ fingerprint }: Finding): boolean => seen.filter((fingerprints) => fingerprints.has(fingerprint)).length > 1;
  // A finding left out of one list may be in the other, so those always count.
  const counts = (finding: Finding): boolean => !fails(finding.severity, failOn) || finding.leftOut === true || isConfirmed(finding);
  const steps = rounds.flat();
  return {
    judged: steps.map((step) => ({ ...step, judgement: { ...step.judgement, findings: step.judgement.findings.filter(counts) } })),
    flaky: steps.flatMap(({ source, judgement }) =>
      judgement.findings.filter((finding) => !counts(finding)).map((finding) => ({ ...finding, source })),
    ),
  };
}

export function failingIn(round: readonly JudgedStep[], failOn: FailOn): Finding[] {
  return round.flatMap(({ judgement }) => judgement.findings.filter(({ severity }) => fails(severity, failOn)));
}
