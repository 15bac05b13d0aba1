import { contracts } from '../../contracts/judge/compiled-contracts.js';
import { GraphClient } from '../client/graph-client.js';
import { Emulator } from '../emulator/emulator.js';
import type { SimulationName } from '../emulator/simulations.js';
import { buildReport, type FailOn, type Report } from '../report/report.js';
import { checkOperation, type CheckResult } from './check-operation.js';
import { judgeCommittedEvidence } from './committed-evidence.js';

export interface DriftOptions {
  readonly failOn: FailOn;
  readonly simulate?: SimulationName;
  readonly clock: () => number;
}

export interface DriftResult {
  readonly report: Report;
  /** How much of what is committed was judged besides. */
  readonly evidence: { readonly recordings: number; readonly interactions: number };
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
  const evidence = judgeCommittedEvidence();
  const judged = [...results.flatMap((result) => result.judged), ...evidence.judged];
  const rows = results.map(({ row }) => row);
  return { report: buildReport('drift', judged, options.failOn, rows), evidence };
}
