import { runDrift } from '../../drift/run-drift.js';
import { CannotRun, type ExitCode } from '../../verdict/exit-code.js';
import { asCannotRun, type Remarks } from '../../verdict/report.js';
import { writeReport } from '../../report/write-report.js';
import { finishNight } from './finish-run.js';
import type { MemoryOptions } from './memory-options.js';
import { openMemory, type RememberedNight } from './baseline-and-history.js';
import { configOf, openStage, type NoStage, type OpenStage, type StageOptions } from './open-drift-target.js';

export interface DriftOptions extends StageOptions, MemoryOptions {
  readonly dryRun?: boolean;
  readonly restore?: boolean;
  readonly seal?: boolean;
  readonly unseal?: boolean;
}

type Said = Remarks & RememberedNight;

/** The nightly check: against the tenant of the configuration, or the embedded emulator if there is none. */
export async function drift(options: DriftOptions): Promise<ExitCode> {
  const { accept, restore, seal, unseal, trustJournal } = options;
  if (accept !== undefined) return (await import('./accept.js')).accept(accept, options, new Date());
  const config = configOf(options);
  if (trustJournal && !restore)
    throw new CannotRun('--trust-journal sends what a journal holds without proof, and goes with --restore alone. Give both, or neither.');
  const forTenant = seal ? '--seal' : unseal ? '--unseal' : restore ? '--restore' : undefined;
  if (forTenant !== undefined && config === undefined)
    throw new CannotRun(`${forTenant} is for a tenant. Name its configuration with --config.`);
  if (config !== undefined && (seal || unseal)) return (await import('./seal-journal.js')).sealJournal(config, seal ? 'seal' : 'unseal');
  const memory = openMemory(options, new Date());
  const night = await nightOn(await openStage('drift', config, options), options);
  return finishNight(night.report, async () => {
    const { report, failure } = memory.remember(night);
    const { lead, also } = night;
    const told = failure === undefined ? report : asCannotRun(report, [failure]);
    await writeReport(told, { ...options, ...(lead === undefined ? {} : { lead }), ...(also === undefined ? {} : { also }) });
    if (failure !== undefined) throw new CannotRun(failure);
    return report.exitCode;
  });
}

async function nightOn(opened: OpenStage | NoStage, options: DriftOptions): Promise<Said> {
  const { lead, emulator } = opened;
  if (opened.kind === 'open') return { lead, emulator, ...(await night(opened, options).finally(opened.close)) };
  return { lead, emulator, ...opened.night };
}

async function night({ stage, settings }: OpenStage, { dryRun, restore }: DriftOptions): Promise<Omit<Said, 'emulator'>> {
  const mode = restore ? 'restore' : dryRun ? 'dry-run' : 'check';
  const { evidence, ...result } = await runDrift(stage, { ...settings, mode });
  if (evidence === undefined) return result;
  const { recordings, interactions } = evidence;
  const also = `Also judged, under today's rules: ${recordings} committed recordings, ${interactions} interactions of our pact.`;
  return { ...result, also };
}
