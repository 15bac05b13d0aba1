import { CannotRun, exitCodes, Refused, type Verdict, type RowVerdict } from '../verdict/exit-code.js';
import type { FailOn } from '../verdict/report.js';
import { Tally } from '../verdict/tally.js';
import { Journal } from './journal/journal.js';
import { leftBehind } from './journal/left-behind.js';
import type { NightResult } from './night-result.js';
import type { Place } from './drift-target.js';
import type { InconclusiveReason } from '../../contracts/judge/codes.js';
import type { Check } from '../client/check.js';
import type { CheckResult } from './check-assignment.js';

/** What keeps a night from beginning: a rule that keeps the tenant safe, weather that lets nobody sign in, or something that this machine lacks. */
export type Hindrance =
  | { readonly kind: 'refused' | 'cannot-run'; readonly sentence: string }
  | { readonly kind: 'inconclusive'; readonly reason: InconclusiveReason; readonly sentence: string };

/** The hindrance that an error tells. @throws any other error again. */
export function hindranceOf(error: unknown): Hindrance {
  if (error instanceof Refused) return { kind: 'refused', sentence: error.message };
  if (error instanceof CannotRun) return { kind: 'cannot-run', sentence: error.message };
  throw error;
}

/**
 * A night that sent nothing to Graph. What another run has left in the journal is told, and an assignment that differs from its before-state outweighs
 * whatever kept this one from beginning.
 * @throws CannotRun when this machine lacks something, and no assignment is known to be otherwise; or when the journal cannot be read.
 */
export function notBegunNight(hindrance: Hindrance, { journalFile, trust, tenant, checks }: Place, failOn: FailOn): NightResult {
  const { kind, sentence } = hindrance;
  const left = leftBehind(new Journal(journalFile, trust), tenant);
  const sentences = [...new Set([sentence, ...(left === undefined ? [] : [left.sentence])])];
  if (kind === 'cannot-run' && !left?.notRestored) throw new CannotRun(sentences.join(' '));
  const tally = new Tally(failOn);
  const reason = kind === 'inconclusive' ? hindrance.reason : undefined;
  if (reason !== undefined) {
    const source = { file: 'drift', index: 0, description: 'sign-in' };
    tally.add({ source, judgement: { kind: 'inconclusive', operation: '', version: undefined, findings: [], reason } });
  }
  const verdict: Verdict = left?.notRestored ? 'not-restored' : kind;
  const report = {
    ...tally.report('drift', []),
    verdict,
    exitCode: exitCodes[verdict],
    night: { requests: 0, updates: 0, requestLimit: 0, remarks: sentences },
    ...(verdict === 'inconclusive' ? {} : { problems: sentences }),
  };
  return { report, results: unreachedChecks(checks, kind, reason), incomplete: true };
}

/** What was to be looked at in a night that sent nothing to Graph: it counts among the nights all the same. @param reason why, if it is weather. */
function unreachedChecks(checks: readonly Check[], verdict: RowVerdict, reason: InconclusiveReason | undefined): CheckResult[] {
  return checks.map(({ contract, version }) => ({
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
    judged:
      reason === undefined
        ? []
        : [
            {
              source: { file: 'drift', index: 0, description: 'sign-in' },
              judgement: { kind: 'inconclusive', operation: contract.name, version, findings: [], reason },
            },
          ],
    flaky: [],
    exchanges: [],
  }));
}
