import { coverageOf } from '../../contracts/judge/coverage.js';
import type { Exchange } from '../../contracts/judge/exchange.js';
import type { Finding } from '../../contracts/judge/finding.js';
import type { AssignmentCheck } from '../client/assignment.js';
import { assignmentKey } from '../client/assignment-key.js';
import type { OperationRow, PlannedRequest, TenantState } from '../verdict/report.js';
import { verdictOf } from '../verdict/verdict.js';
import { AssignmentSession } from './session/assignment-session.js';
import type { DriftRun } from './session/drift-run.js';
import type { BeforeState, View } from './journal/before-state.js';
import {
  confirmFindings,
  failingIn,
  judgeRound,
  notRead,
  type AnsweredStep,
  type FlakyFinding,
  type JudgedStep,
  type Round,
} from './judge-rounds.js';
import { plannedRequests } from './planned-requests.js';
import { recordDifference, restoreAssignment } from './restore-assignment.js';
import { sendOwnState } from './session/send-own-state.js';
import { firstRead, readBefore, type Comparison } from './session/read-state.js';
import { updateRefusal } from './session/update-refusal.js';

export interface CheckResult {
  readonly row: OperationRow;
  readonly judged: readonly JudgedStep[];
  /** Findings that would have failed the run, and did not recur. */
  readonly flaky: readonly FlakyFinding[];
  /** The steps behind findings, those that did not recur included, and inconclusive ones. */
  readonly answered: readonly AnsweredStep[];
  /** In the order of the wire. */
  readonly exchanges: readonly Exchange[];
  /** Of each exchange, in milliseconds. */
  readonly durations: readonly number[];
  /** The tenant-safety rule that forbade an update. */
  readonly refusal?: string;
  /** True if the run was stopped before the update. */
  readonly stopped?: true;
  /** True if the sign-in failed, so that nothing was sent. */
  readonly notSignedIn?: true;
  /** Of a dry run: the requests of a check. */
  readonly planned?: readonly PlannedRequest[];
}

/**
 * Checks one assignment: reads it, writes the journal, sends it its own state, judges the response, reads it back and compares. A finding must recur,
 * unless the run is a probe, which sends one update.
 * In the end the assignment is as it was, or the journal holds its earlier state. Errors on the way are in `run.errors`: the caller rethrows them.
 */
export async function checkAssignment(run: DriftRun, check: AssignmentCheck): Promise<CheckResult> {
  const session = new AssignmentSession(run, check);
  const first = await readBefore(session);
  if (first.kind !== 'read') return summarize(session, { other: [notRead(check, firstRead, first.reason)] });
  const refusal = updateRefusal(check, first);
  if (refusal !== undefined) return { ...summarize(session), refusal };
  if (run.mode === 'dry-run') return { ...summarize(session), planned: plannedRequests(check, first.views) };
  if (run.stopped) {
    run.remarks.push(`The run was stopped: no update was sent to an assignment of ${check.contract.name} in ${check.version}.`);
    return { ...summarize(session), stopped: true };
  }
  const rounds: Round[] = [];
  const tenant = await updateAndRestore(session, first.views, rounds);
  return (await run.errors.attempt(() => summarize(session, { rounds, tenant }))) ?? summarize(session, { tenant });
}

/** Touches the assignment. Errors are held until a read has shown it unchanged, or every attempt to restore it has failed. @param rounds gets the rounds. */
async function updateAndRestore(session: AssignmentSession, views: readonly View[], rounds: Round[]): Promise<TenantState> {
  const { run, check } = session;
  const { policyId, assignmentId } = check.ids;
  const { tenant } = run.connection;
  let before: BeforeState = { format: 1, tenant, operation: check.contract.name, policyId, assignmentId, views, differed: false };
  run.journal.write(before);

  let state: Comparison | undefined;
  for (const number of run.mode === 'probe' ? [1] : [1, 2]) {
    const outcome = await run.errors.attempt(() => sendOnce(session, before, number));
    state = outcome?.state;
    if (number === 1 && state?.kind === 'differs') before = recordDifference(run, before, state);
    const round = outcome && (await run.errors.attempt(() => judgeRound(check, outcome, number)));
    if (round !== undefined) rounds.push(round);
    // The second round sends the same: it confirms findings, and restores an assignment that differs.
    const toConfirm = state?.kind === 'same' && failingIn(round?.judged ?? [], run.failOn).length > 0 && !run.stopped;
    if (state?.kind !== 'differs' && !toConfirm) break;
  }
  if (state?.kind === 'same') {
    run.removeJournal();
    return before.differed ? 'put-back' : 'unchanged';
  }
  if (!before.differed && rounds.some(showsAnother)) before = { ...before, differed: true };
  return (await run.errors.attempt(() => restoreAssignment(session, before))) ?? 'not-proven';
}

async function sendOnce(session: AssignmentSession, before: BeforeState, number: number): ReturnType<typeof sendOwnState> {
  const { check, run } = session;
  const [view] = before.views;
  if (view === undefined) throw new Error('A before-state has no view.');
  const again = number === 1 ? '' : ', once more';
  const steps = { update: `${check.contract.method}${again}`, readBack: `GET after${again}` };
  const policy = run.mode === 'probe' ? 'never' : undefined;
  return sendOwnState(session, before, view, steps, before.differed ? run.restoreRetries() : run.retries, policy);
}

/** Whether the response shows another assignment than was sent: then a failed read-back does not count as unchanged. */
function showsAnother({ judgement }: Round): boolean {
  return judgement.kind === 'judged' && judgement.findings.some(({ code }) => code === 'response.body.not-updated');
}

interface Parts {
  readonly rounds?: readonly Round[];
  readonly tenant?: TenantState;
  readonly other?: readonly JudgedStep[];
}

function summarize(session: AssignmentSession, { rounds = [], tenant = 'not-touched', other = [] }: Parts = {}): CheckResult {
  const { check, exchanges, durations } = session;
  const { failOn, mode } = session.run;
  const perRound = [...rounds.map((round) => round.judged), other];
  const { judged, flaky } = mode === 'probe' ? { judged: perRound.flat(), flaky: [] } : confirmFindings(perRound, failOn);
  const decisive = rounds.find(({ judgement }) => judgement.kind === 'judged') ?? rounds.at(-1);
  const findings = judged.flatMap(({ judgement }) => judgement.findings);
  const open =
    flaky.length > 0 || judged.some(({ judgement }) => judgement.kind === 'inconclusive') || decisive?.judgement.kind !== 'judged';
  const row: OperationRow = {
    operation: check.contract.name,
    apiVersion: check.version,
    assignment: assignmentKey(check.ids),
    verdict: verdictOf(findings, open, failOn),
    status: decisive?.exchange.response?.status ?? null,
    milliseconds: Math.round(session.milliseconds),
    rulesSeen: rulesSeen(check, decisive),
    tenant,
    requests: exchanges.length,
    waitedMilliseconds: Math.round(session.waited),
    steps: session.steps,
  };
  const answered = perRound.flat().filter(({ judgement }) => judgement.kind === 'inconclusive' || judgement.findings.some(isNews));
  return {
    row,
    judged,
    flaky,
    exchanges,
    durations,
    answered: answered.map((one) => ({ judged: one, exchanges: session.exchangesOf(one.step) })),
  };
}

function isNews({ severity }: Finding): boolean {
  return severity !== 'note';
}

/** For each layer, how many rules the round exercised, of how many there are. */
function rulesSeen({ contract, version }: AssignmentCheck, round: Round | undefined): OperationRow['rulesSeen'] {
  const seen = round === undefined ? [] : coverageOf(round.exchange, round.judgement);
  const known = contract.rules.filter(({ says }) => says.what !== 'type-property' || says.versions.includes(version));
  const count = (layer: string): readonly [number, number] => [
    seen.filter(({ at }) => at.layer === layer).length,
    known.filter(({ at }) => at.layer === layer).length,
  ];
  return { documented: count('documented'), metadata: count('metadata') };
}
