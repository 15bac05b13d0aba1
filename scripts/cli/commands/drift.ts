import { runDrift, type DriftResult } from '../../drift/run-drift.js';
import { writeReport } from '../../report/write-report.js';
import { CannotRun, type ExitCode } from '../../verdict/exit-code.js';
import type { Remarks } from '../../verdict/report.js';
import { asCannotRun } from '../../verdict/verdict.js';
import { openBaselineAndHistory, type BaselineAndHistoryOptions } from './baseline-and-history.js';
import { configOf, onDriftTarget, type DriftTargetOptions, type OpenTarget } from './on-drift-target.js';
import { finishRun } from './finish-run.js';

export interface DriftOptions extends DriftTargetOptions, BaselineAndHistoryOptions {
  readonly dryRun?: boolean;
  readonly restore?: boolean;
  readonly seal?: boolean;
  readonly unseal?: boolean;
}

/** The nightly check: against the tenant of the configuration, or the embedded emulator if there is none. */
export async function drift(options: DriftOptions): Promise<ExitCode> {
  const { accept, restore, seal, unseal } = options;
  if (accept !== undefined) return (await import('./accept.js')).accept(accept, options, new Date());
  const config = configOf(options);
  const forTenant = seal ? '--seal' : unseal ? '--unseal' : restore ? '--restore' : undefined;
  if (forTenant !== undefined && config === undefined)
    throw new CannotRun(`option '${forTenant}' cannot be used without option '--config'`);
  if (config !== undefined && (seal || unseal)) return (await import('./seal-journal.js')).sealJournal(config, seal ? 'seal' : 'unseal');
  const finish = openBaselineAndHistory(options, new Date());
  const run: FinishedDrift = await onDriftTarget('drift', config, options, (opened) => runOn(opened, options));
  return finishRun(run.report, async () => {
    const { report, failure } = finish(run);
    const { lead, also } = run;
    await writeReport(failure === undefined ? report : asCannotRun(report, [failure]), { ...options, lead, also });
    if (failure !== undefined) throw new CannotRun(failure);
    return report.exitCode;
  });
}

type FinishedDrift = DriftResult & Remarks & { readonly emulator: boolean };

async function runOn({ target, settings }: OpenTarget, { dryRun, restore }: DriftOptions): Promise<DriftResult & Pick<Remarks, 'also'>> {
  const mode = restore ? 'restore' : dryRun ? 'dry-run' : 'check';
  const { evidence, ...result } = await runDrift(target, { ...settings, mode, evidence: true });
  if (evidence === undefined) return result;
  const { recordings, interactions } = evidence;
  return { ...result, also: `Also judged: ${recordings} committed recordings and ${interactions} interactions of our pact.` };
}
