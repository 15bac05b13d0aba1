import type { InconclusiveReason } from '../../contracts/judge/codes.js';
import { exitCodes } from '../exit-code.js';
import type { FailOn, Report } from '../report/report.js';
import { Tally } from '../report/tally.js';

/** The report of a run that sent nothing to Graph: a rule that keeps the tenant safe forbade it, or nobody could sign in. */
export function notBegunReport(sentence: string, failOn: FailOn, reason?: InconclusiveReason): Report {
  const tally = new Tally(failOn);
  if (reason !== undefined) {
    const source = { file: 'drift', index: 0, description: 'sign-in' };
    tally.add({ source, judgement: { kind: 'inconclusive', operation: '', version: undefined, findings: [], reason } });
  }
  const verdict = reason === undefined ? 'refused' : 'inconclusive';
  return {
    ...tally.report('drift', []),
    verdict,
    exitCode: exitCodes[verdict],
    night: { requests: 0, updates: 0, requestLimit: 0, remarks: [sentence] },
    ...(reason === undefined ? { problems: [sentence] } : {}),
  };
}
