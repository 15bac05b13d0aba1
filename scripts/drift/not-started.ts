import type { InconclusiveReason } from '../../contracts/judge/codes.js';
import { CannotRun, exitCodes, Refused, type RowVerdict, type Verdict } from '../verdict/exit-code.js';
import type { FailOn, Report } from '../verdict/report.js';
import { Tally } from '../verdict/tally.js';
import type { AssignmentCheck } from '../client/assignment.js';
import { SignInFailure } from '../tenant/sign-in-failure.js';
import type { CheckResult } from './check-assignment.js';
import type { DriftScope } from './session/drift-target.js';
import type { BeforeState } from './journal/before-state.js';
import { Journal, UnusableJournal } from './journal/journal.js';
import { nextRunChecks, restoreByHand } from './journal/restore-advice.js';

/** Why a run could not start: a tenant-safety rule, a sign-in that may work later, or something missing on this machine. */
export interface StartFailure {
  readonly kind: 'refused' | 'cannot-run' | 'inconclusive';
  readonly sentence: string;
  /** Why it is inconclusive. */
  readonly reason?: InconclusiveReason;
}

/** @throws any error that is no Refused, CannotRun or SignInFailure. */
export function startFailureOf(error: unknown): StartFailure {
  if (error instanceof Refused) return { kind: 'refused', sentence: error.message };
  if (error instanceof CannotRun) return { kind: 'cannot-run', sentence: error.message };
  if (error instanceof SignInFailure) return { kind: 'inconclusive', sentence: error.message, reason: error.reason };
  throw error;
}

/**
 * The result of a run that sent nothing to Graph. It reports the journal of another run; an assignment known to differ outweighs the failure.
 * @throws CannotRun for a failure of that kind, unless an assignment is known to differ; or if the journal cannot be read.
 */
export function notStarted(
  failure: StartFailure,
  { journalFile, trust, tenant, checks }: DriftScope,
  failOn: FailOn,
): { readonly report: Report; readonly results: readonly CheckResult[]; readonly incomplete: true } {
  const { kind, sentence, reason } = failure;
  const left = leftBehind(new Journal(journalFile, trust), tenant);
  const sentences = [...new Set([sentence, ...(left === undefined ? [] : [left.sentence])])];
  if (kind === 'cannot-run' && !left?.notRestored) throw new CannotRun(sentences.join(' '));
  const tally = new Tally(failOn);
  if (reason !== undefined) tally.add(notSignedIn('', undefined, reason));
  const verdict: Verdict = left?.notRestored ? 'not-restored' : kind;
  const report = {
    ...tally.report('drift', []),
    verdict,
    exitCode: exitCodes[verdict],
    night: { requests: 0, updates: 0, requestLimit: 0, remarks: sentences },
    ...(verdict !== 'inconclusive' && { problems: sentences }),
  };
  return { report, results: checks.map((check) => notChecked(check, kind, reason)), incomplete: true };
}

/** What a run left in its journal. It only reads: another run may be using the file. @throws CannotRun if the journal cannot be read. */
function leftBehind(journal: Journal, tenant: string): { readonly sentence: string; readonly notRestored: boolean } | undefined {
  try {
    const left = journal.read();
    return left && { sentence: sentenceOn(left, journal.file, tenant), notRestored: left.differed };
  } catch (error) {
    const notRestored = error instanceof UnusableJournal;
    if (notRestored || error instanceof Refused) return { sentence: error.message, notRestored };
    throw error;
  }
}

function sentenceOn(left: BeforeState, file: string, tenant: string): string {
  const lead = `An assignment of ${left.operation}${left.tenant === tenant ? '' : ', of another tenant than the configured one,'}`;
  return left.differed
    ? `${lead} could not be restored. This run could not start. ${restoreByHand(file, left)}`
    : `${lead} was being updated by another run, and this one could not check it. ${nextRunChecks(file)}`;
}

/** A check that was due: the history counts it. */
function notChecked({ contract, version }: AssignmentCheck, verdict: RowVerdict, reason: InconclusiveReason | undefined): CheckResult {
  return {
    row: {
      operation: contract.name,
      apiVersion: version,
      verdict,
      status: null,
      milliseconds: 0,
      rulesSeen: { documented: [0, 0], metadata: [0, 0] },
      tenant: 'not-touched',
      requests: 0,
      waitedMilliseconds: 0,
      steps: [],
    },
    judged: reason === undefined ? [] : [notSignedIn(contract.name, version, reason)],
    flaky: [],
    exchanges: [],
  };
}

function notSignedIn(
  operation: string,
  version: AssignmentCheck['version'] | undefined,
  reason: InconclusiveReason,
): CheckResult['judged'][0] {
  return {
    source: { file: 'drift', index: 0, description: 'sign-in' },
    judgement: { kind: 'inconclusive', operation, version, findings: [], reason },
  };
}
