import { contracts } from '../../contracts/judge/compiled-contracts.js';
import { GraphClient } from '../client/graph-client.js';
import { Emulator } from '../emulator/emulator.js';
import type { SimulationName } from '../emulator/simulations.js';
import type { FailOn, Report } from '../report/report.js';
import { Tally } from '../report/tally.js';
import { checkOperation, type CheckResult } from './check-operation.js';
import { judgeCommittedEvidence, type CommittedEvidence } from './committed-evidence.js';

export interface DriftOptions {
  readonly failOn: FailOn;
  readonly simulate?: SimulationName;
  readonly clock: () => number;
  /** Whether the report lists each exchange by itself. */
  readonly cases?: boolean;
}

export interface DriftResult {
  readonly report: Report;
  /** How much of what is committed was judged besides. */
  readonly evidence: CommittedEvidence;
}

/** The nightly check against the embedded emulator: every operation in every API version, and what is committed. */
export async function runDrift(options: DriftOptions): Promise<DriftResult> {
  const emulator = new Emulator(options.simulate === undefined ? {} : { simulate: options.simulate });
  const baseUrl = await emulator.listen();
  const client = new GraphClient({ baseUrl, token: () => Promise.resolve('emulated') });
  const results: CheckResult[] = [];
  try {
    for (const contract of contracts) {
      const ids = emulator.tenant.all.find(({ operation }) => operation === contract.name);
      for (const version of contract.apiVersions) {
        if (ids !== undefined) results.push(await checkOperation(client, { contract, version, ids }, options.failOn, options.clock));
      }
    }
  } finally {
    await emulator.close();
  }
  const tally = new Tally(options.failOn, { cases: options.cases === true });
  for (const { judged } of results)
    judged.forEach((one) => {
      tally.add(one);
    });
  const evidence = await judgeCommittedEvidence(tally);
  return {
    report: tally.report(
      'drift',
      results.map(({ row }) => row),
    ),
    evidence,
  };
}
