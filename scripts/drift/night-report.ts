import { exitCodes, type Verdict } from '../exit-code.js';
import type { Report } from '../report/report.js';
import type { Night } from './night.js';
import type { NightOutcome } from './run-checks.js';

/** Adds to what was judged what was done, and what became of the tenant: that outweighs every finding. */
export function nightReport(judged: Report, night: Night, outcome: NightOutcome): Report {
  const { requests } = night;
  const remarks = [...new Set(night.remarks)];
  const verdict = verdictOfNight(judged.verdict, outcome);
  const problems = [...outcome.refusals, ...(outcome.notRestored ? remarks : [])];
  return {
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
}

function verdictOfNight(judged: Verdict, { notRestored, refusals, incomplete }: NightOutcome): Verdict {
  if (notRestored) return 'not-restored';
  if (refusals.length > 0) return 'refused';
  return judged === 'agrees' && incomplete ? 'inconclusive' : judged;
}
