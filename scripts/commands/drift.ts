import { emulatedStage } from '../drift/emulated-stage.js';
import { runDrift } from '../drift/run-drift.js';
import { isSimulation } from '../emulator/simulations.js';
import { CannotRun, type ExitCode } from '../exit-code.js';
import { asksFor } from '../report/formats.js';
import { writeReport } from '../report/write-report.js';
import type { ReportOptions } from './common-options.js';
import { noSuchSimulation } from './no-such-simulation.js';

export async function drift(options: ReportOptions & { readonly simulate?: string }): Promise<ExitCode> {
  const { simulate, failOn } = options;
  if (simulate !== undefined && !isSimulation(simulate)) throw new CannotRun(noSuchSimulation(simulate));
  const stage = await emulatedStage(simulate === undefined ? {} : { simulate });
  const { report, evidence } = await runDrift(stage, { failOn, cases: asksFor(options, 'junit') }).finally(stage.close);
  const simulated = simulate === undefined ? '' : ` It simulates "${simulate}".`;
  const lead = `graph-contracts drift: the embedded emulator answers, not Microsoft Graph.${simulated}`;
  const { recordings, interactions } = evidence;
  const also = `Also judged, under today's rules: ${String(recordings)} committed recordings, ${String(interactions)} interactions of our pact.`;
  await writeReport(report, { ...options, lead, also });
  return report.exitCode;
}
