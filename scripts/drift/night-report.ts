import { exitCodes, type Verdict } from '../verdict/exit-code.js';
import type { Report } from '../verdict/report.js';
import { withNothingJudged } from '../verdict/verdict.js';
import type { Mode } from './mode.js';
import type { Night } from './drift-run.js';
import type { NightOutcome } from './check-all.js';

const whyNothing: Readonly<Record<Exclude<Mode, 'check'>, string>> = {
  'dry-run': 'A dry run sends no update, so nothing was judged.',
  restore: 'A restore only puts back what an interrupted run left, so nothing was judged.',
};

/** Adds to what was judged what was done, and what became of the tenant: that outweighs every finding. */
export function nightReport(judged: Report, night: Night, mode: Mode, outcome: NightOutcome): Report {
  const { requests } = night;
  const remarks = [...new Set(night.remarks)];
  const verdict = verdictOfNight(judged.verdict, mode, outcome);
  const problems = [...outcome.refusals, ...(outcome.notRestored ? remarks : [])];
  const report: Report = {
    ...judged,
    verdict,
    exitCode: exitCodes[verdict],
    night: {
      requests: requests.sent,
      updates: requests.updates,
      requestLimit: requests.limit,
      remarks: [...outcome.refusals, ...remarks],
      ...(outcome.planned.length === 0 ? {} : { planned: outcome.planned }),
    },
    ...(problems.length === 0 ? {} : { problems }),
  };
  return mode === 'check' ? report : withNothingJudged(report, whyNothing[mode]);
}

function verdictOfNight(judged: Verdict, mode: Mode, { notRestored, refusals, incomplete, results }: NightOutcome): Verdict {
  if (notRestored) return 'not-restored';
  if (refusals.length > 0) return 'refused';
  if (judged !== 'agrees' && judged !== 'nothing-judged') return judged;
  // A check that judged no answer shows nothing, whatever else was judged beside it.
  const open = incomplete || results.some(({ row }) => row.verdict === 'inconclusive') || (mode === 'check' && results.length === 0);
  return open ? 'inconclusive' : judged;
}
