import type { InconclusiveReason } from '../../contracts/judge/codes.js';
import type { RowVerdict } from '../verdict/exit-code.js';
import type { Check } from '../client/check.js';
import type { CheckResult } from './check-operation.js';

/** What was to be looked at in a night that sent nothing to Graph: it counts among the nights all the same. @param reason why, if it is weather. */
export function unreachedChecks(checks: readonly Check[], verdict: RowVerdict, reason: InconclusiveReason | undefined): CheckResult[] {
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
