import type { InconclusiveReason } from '../../contracts/judge/codes.js';
import { CannotRun, exitCodes, Refused, type RowVerdict, type Verdict } from '../verdict/exit-code.js';
import type { FailOn, Report } from '../verdict/report.js';
import { Tally } from '../verdict/tally.js';
import type { AssignmentCheck } from '../client/assignment.js';
import { assignmentKey } from '../client/assignment-key.js';
import { SignInFailure } from '../tenant/sign-in-failure.js';
import type { CheckResult } from './check-assignment.js';
import type { DriftScope } from './session/drift-connection.js';
import type { BeforeState } from './journal/before-state.js';
import { Journal, UnusableJournal } from './journal/journal.js';
import { nextRunChecks, restoreByHand } from './journal/restore-advice.js';

/**
 * The result of a run that an error kept from sending anything to Graph. It reports the journal of another run; an assignment known to differ outweighs the
 * error.
 * @throws CannotRun, unless an assignment is known to differ, or if the journal cannot be read; any error other than CannotRun, Refused and SignInFailure.
 */
export function notStarted(
  error: unknown,
  { journalFile, trust, tenant, checks }: DriftScope,
  failOn: FailOn,
): { readonly report: Report; readonly results: readonly CheckResult[]; readonly incomplete: true } {
  if (!(error instanceof Refused || error instanceof CannotRun || error instanceof SignInFailure)) throw error;
  const kind = error instanceof Refused ? 'refused' : error instanceof CannotRun ? 'cannot-run' : 'inconclusive';
  const reason = error instanceof SignInFailure ? error.reason : undefined;
  const left = leftBehind(new Journal(journalFile, trust), tenant);
  const sentences = [...new Set([error.message, ...(left === undefined ? [] : [left.sentence])])];
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

/** A check that was due: the history counts it. @param reason why the sign-in failed. */
export function notChecked({ contract, version, ids }: AssignmentCheck, verdict: RowVerdict, reason?: InconclusiveReason): CheckResult {
  return {
    row: {
      operation: contract.name,
      apiVersion: version,
      assignment: assignmentKey(ids),
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
    answered: [],
    exchanges: [],
    durations: [],
    ...(reason !== undefined && { notSignedIn: true }),
  };
}

function notSignedIn(
  operation: string,
  version: AssignmentCheck['version'] | undefined,
  reason: InconclusiveReason,
): CheckResult['judged'][0] {
  return {
    step: 'sign-in',
    source: { file: 'drift', index: 0, description: 'sign-in' },
    judgement: { kind: 'inconclusive', operation, version, findings: [], reason },
  };
}
