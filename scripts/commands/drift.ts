import { existsSync } from 'node:fs';
import { emulatedStage } from '../drift/emulated-stage.js';
import { notBegunReport } from '../drift/not-begun-report.js';
import { runDrift } from '../drift/run-drift.js';
import type { NightSettings } from '../drift/run-night.js';
import type { Stage } from '../drift/stage.js';
import { stopOnSignals } from '../drift/stop-on-signals.js';
import { isSimulation } from '../emulator/simulations.js';
import { CannotRun, Refused, type ExitCode } from '../exit-code.js';
import { asksFor } from '../report/formats.js';
import { unreachedNights } from '../history/unreached-nights.js';
import type { Remarks } from '../report/report.js';
import { writeReport } from '../report/write-report.js';
import type { ReportOptions } from './common-options.js';
import { finishNight } from './finish-night.js';
import type { MemoryOptions } from './memory-options.js';
import { openMemory, type RememberedNight } from './night-memory.js';
import { noSuchSimulation } from './no-such-simulation.js';

export interface DriftOptions extends ReportOptions, MemoryOptions {
  readonly simulate?: string;
  readonly config?: string;
  /** Seconds. */
  readonly budget?: number;
  readonly dryRun?: boolean;
  readonly restore?: boolean;
}

/** Taken if it is there and no other one is named. */
const usualConfig = 'drift.config.json';

type Said = Remarks & RememberedNight;

/** The nightly check: against the tenant of the configuration, or the embedded emulator if there is none. */
export async function drift(options: DriftOptions): Promise<ExitCode> {
  const { simulate, accept } = options;
  if (accept !== undefined) return (await import('./accept.js')).accept(accept, options, new Date());
  const config = options.config ?? (simulate === undefined && existsSync(usualConfig) ? usualConfig : undefined);
  if (simulate !== undefined && config !== undefined) {
    throw new CannotRun('--simulate is for the embedded emulator, and --config is for a tenant. Leave one of them out.');
  }
  const memory = openMemory(options, new Date());
  const night = config === undefined ? await againstEmulator(options) : await againstTenant(config, options);
  return finishNight(night.report, async () => {
    const { report, failure } = memory.remember(night);
    const { lead, also } = night;
    await writeReport(report, { ...options, ...(lead === undefined ? {} : { lead }), ...(also === undefined ? {} : { also }) });
    if (failure !== undefined) throw new CannotRun(failure);
    return report.exitCode;
  });
}

async function againstEmulator(options: DriftOptions): Promise<Said> {
  const { simulate, restore } = options;
  if (restore === true) throw new CannotRun('--restore is for a tenant. Name its configuration with --config.');
  if (simulate !== undefined && !isSimulation(simulate)) throw new CannotRun(noSuchSimulation(simulate));
  const stage = await emulatedStage(simulate === undefined ? {} : { simulate });
  const simulated = simulate === undefined ? '' : ` It simulates "${simulate}".`;
  const lead = `graph-contracts drift: the embedded emulator answers, not Microsoft Graph.${simulated}`;
  return { lead, ...(await night(stage, options, true).finally(stage.close)) };
}

/** What only a tenant needs is loaded here: to sign in takes long to load. */
async function againstTenant(file: string, options: DriftOptions): Promise<Said> {
  const { readConfig } = await import('../tenant/config.js');
  const { checksOf, tenantStage } = await import('../drift/tenant-stage.js');
  const config = readConfig(file);
  const emulator = config.cloud.name === 'loopback';
  const lead = emulator
    ? 'graph-contracts drift: a cloud on loopback answers, not Microsoft Graph.'
    : `graph-contracts drift: Microsoft Graph answers (${config.cloud.name}).`;
  const opened = await tenantStage(config, process.env);
  if (opened.kind === 'open') return { lead, ...(await night(opened.stage, { budget: config.limits.minutes * 60, ...options }, emulator)) };
  const reason = opened.kind === 'inconclusive' ? opened.reason : undefined;
  const report = notBegunReport(opened.sentence, options.failOn, reason);
  return { lead, report, results: unreachedNights(checksOf(config), report.verdict, reason), incomplete: true, emulator };
}

async function night(stage: Stage, options: DriftOptions, emulator: boolean): Promise<Said> {
  const { failOn, budget, dryRun, restore } = options;
  const stop = stopOnSignals((sentence) => {
    console.error(`graph-contracts: ${sentence}`);
  });
  const settings: NightSettings = {
    failOn,
    mode: restore === true ? 'restore' : dryRun === true ? 'dry-run' : 'check',
    stop: stop.signal,
    cases: asksFor(options, 'junit'),
    ...(budget === undefined ? {} : { budget: budget * 1000 }),
  };
  try {
    const { evidence, ...result } = await runDrift(stage, settings);
    if (evidence === undefined) return { ...result, emulator };
    const { recordings, interactions } = evidence;
    return {
      ...result,
      emulator,
      also: `Also judged, under today's rules: ${String(recordings)} committed recordings, ${String(interactions)} interactions of our pact.`,
    };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const report = notBegunReport(error.message, failOn);
    return { report, results: unreachedNights(stage.checks, report.verdict, undefined), incomplete: true, emulator };
  } finally {
    stop.release();
  }
}
