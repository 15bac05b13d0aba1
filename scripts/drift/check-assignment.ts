import type { OperationRow, TenantState } from '../verdict/report.js';
import type { Judged } from '../verdict/tally.js';
import { verdictOf } from '../verdict/verdict.js';
import { confirmFindings, failingIn, type FlakyFinding } from './confirm-findings.js';
import { Conversation } from './assignment-session.js';
import type { BeforeState, View } from './journal/before-state.js';
import { removeJournal } from './journal/remove-journal.js';
import { judgeRound, notRead, type Round } from './judge-rounds.js';
import type { Night } from './drift-run.js';
import { noteDifference } from './note-difference.js';
import { refusalOf } from './refusal.js';
import { coverageOf } from '../../contracts/judge/coverage.js';
import type { Exchange } from '../../contracts/judge/exchange.js';
import type { Judgement } from '../../contracts/judge/judge.js';
import type { Check } from '../client/check.js';
import { sendOwnTarget, type Sent } from './send-own-target.js';
import { settle } from './restore-assignment.js';
import type { Comparison } from './state/compare-state.js';
import { firstRead, readBefore } from './state/read-state.js';

export interface CheckResult {
  readonly row: OperationRow;
  readonly judged: readonly Judged[];
  /** Findings that would have failed the night, and did not come again. */
  readonly flaky: readonly FlakyFinding[];
  /** What went over the wire, in order. */
  readonly exchanges: readonly Exchange[];
  /** Why nothing was sent, if a rule that keeps the tenant safe forbade it. */
  readonly refusal?: string;
  /** True when the run was told to stop before there was anything to judge. */
  readonly stopped?: true;
}

/**
 * The night of one assignment: reads it, writes down how it was, sends it its own target, judges the answer, reads it back and compares. What
 * contradicts the contract must come a second time. In the end the assignment is as it was, or the journal still says how it was.
 * What fails meanwhile, such as the judge, is in `night.failures`: its caller throws it.
 */
export async function checkOperation(night: Night, check: Check): Promise<CheckResult> {
  const talk = new Conversation(night, check);
  const untouched = { rounds: [], tenant: 'not-touched' } as const;
  const first = await readBefore(talk);
  if (first.kind !== 'read') return checkResult(talk, { ...untouched, other: [notRead(check, firstRead, first.reason)] });
  const refusal = refusalOf(check, first);
  if (refusal !== undefined) return { ...checkResult(talk, untouched), refusal };
  if (night.stopped) {
    night.remarks.push(`The run was told to stop: nothing was sent to an assignment of ${check.contract.name} in ${check.version}.`);
    return { ...checkResult(talk, untouched), stopped: true };
  }
  const done = await touch(talk, first.views);
  const { failures } = night;
  return (await failures.attempt(() => checkResult(talk, done))) ?? checkResult(talk, { rounds: [], tenant: done.tenant });
}

/** What was done to one assignment. */
interface Done {
  readonly rounds: readonly Round[];
  readonly tenant: TenantState;
  /** What else is to be said. */
  readonly other?: readonly Judged[];
}

/** Sums up what was done and seen. */
export function checkResult(talk: Conversation, { rounds, tenant, other = [] }: Done): CheckResult {
  const { failOn } = talk.night.options;
  const { judged, flaky } = confirmFindings([...rounds.map((round) => round.judged), other], failOn);
  const decisive = rounds.find(({ judgement }) => judgement.kind === 'judged') ?? rounds.at(-1);
  const findings = judged.flatMap(({ judgement }) => (judgement.kind === 'outside' ? [] : judgement.findings));
  const anyInconclusive = judged.some(({ judgement }) => judgement.kind === 'inconclusive');
  const open = flaky.length > 0 || anyInconclusive || decisive?.judgement.kind !== 'judged';
  return {
    row: {
      operation: talk.check.contract.name,
      apiVersion: talk.check.version,
      verdict: verdictOf(findings, open, failOn),
      status: decisive?.exchange.response?.status ?? null,
      milliseconds: Math.round(talk.milliseconds),
      rulesSeen: rulesSeen(talk.check, decisive?.exchange, decisive?.judgement ?? { kind: 'outside' }),
      tenant,
      requests: talk.exchanges.length,
      waitedMilliseconds: Math.round(talk.waited),
      steps: talk.steps,
    },
    judged,
    flaky,
    exchanges: talk.exchanges,
  };
}

/** From here on the assignment is being touched: whatever fails waits until a read has shown it as it was, or everything was tried. */
async function touch(talk: Conversation, views: readonly View[]): Promise<Done> {
  const { night, check } = talk;
  const { failures } = night;
  const { journal, tenant, failOn } = night.options;
  let before: BeforeState = { format: 1, tenant, operation: check.contract.name, ...idsOf(check), views, differed: false };
  journal.write(before);

  const rounds: Round[] = [];
  let last: Comparison | undefined;
  for (const number of [1, 2]) {
    const sent = await failures.attempt(() => sendOnce(talk, before, number));
    last = sent?.state;
    if (number === 1 && last?.kind === 'differs') before = noteDifference(night, before, last);
    const round = sent === undefined ? undefined : await failures.attempt(() => judgeRound(check, sent, number));
    if (round !== undefined) rounds.push(round);
    // The second exchange is the same as the first: where something differs, it is what puts it back.
    const mustComeAgain = last?.kind === 'same' && failingIn(round?.judged ?? [], failOn).length > 0 && !night.stopped;
    if (last?.kind !== 'differs' && !mustComeAgain) break;
  }
  if (last?.kind === 'same') {
    removeJournal(night);
    return { rounds, tenant: before.differed ? 'put-back' : 'unchanged' };
  }
  if (!before.differed && rounds.some(saysOtherwise)) before = { ...before, differed: true };
  return { rounds, tenant: (await failures.attempt(() => settle(talk, before))) ?? 'not-proven' };
}

/** One update of an assignment with its own target, and its read-back. */
async function sendOnce(talk: Conversation, before: BeforeState, number: number): Promise<Sent> {
  const { check, night } = talk;
  const [view] = before.views;
  if (view === undefined) throw new Error('A before-state has no view.');
  const again = number === 1 ? '' : ', once more';
  const steps = { update: `${check.contract.method}${again}`, readBack: `GET after${again}` };
  const patience = before.differed ? night.safetyPatience() : night.patience;
  return sendOwnTarget(talk, before, view, steps, patience);
}

/** Whether the answer itself shows another assignment than was sent: then a read-back that fails leaves no room for hope. */
function saysOtherwise({ judgement }: Round): boolean {
  return judgement.kind === 'judged' && judgement.findings.some(({ code }) => code === 'response.body.not-updated');
}

function idsOf({ ids: { policyId, assignmentId } }: Check): { policyId: string; assignmentId: string } {
  return { policyId, assignmentId };
}

/** How many rules of each layer an update put to the test, of how many there are. */
function rulesSeen({ contract, version }: Check, exchange: Exchange | undefined, judgement: Judgement): OperationRow['rulesSeen'] {
  const seen = exchange === undefined ? [] : coverageOf(exchange, judgement);
  const known = contract.rules.filter(({ says }) => says.what !== 'type-property' || says.versions.includes(version));
  const count = (layer: string): readonly [number, number] => [
    seen.filter(({ at }) => at.layer === layer).length,
    known.filter(({ at }) => at.layer === layer).length,
  ];
  return { documented: count('documented'), metadata: count('metadata') };
}
