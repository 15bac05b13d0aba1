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
import type { Remarks, Report } from '../report/report.js';
import { writeReport } from '../report/write-report.js';
import type { ReportOptions } from './common-options.js';
import { noSuchSimulation } from './no-such-simulation.js';

export interface DriftOptions extends ReportOptions {
  readonly simulate?: string;
  readonly config?: string;
  /** Seconds. */
  readonly budget?: number;
  readonly dryRun?: boolean;
  readonly restore?: boolean;
}

/** Taken if it is there and no other one is named. */
const usualConfig = 'drift.config.json';

type Said = Remarks & { readonly report: Report };

/** The nightly check: against the tenant of the configuration, or the embedded emulator if there is none. */
export async function drift(options: DriftOptions): Promise<ExitCode> {
  const { simulate } = options;
  const config = options.config ?? (simulate === undefined && existsSync(usualConfig) ? usualConfig : undefined);
  if (simulate !== undefined && config !== undefined) {
    throw new CannotRun('--simulate is for the embedded emulator, and --config is for a tenant. Leave one of them out.');
  }
  const { report, ...remarks } = config === undefined ? await againstEmulator(options) : await againstTenant(config, options);
  await writeReport(report, { ...options, ...remarks });
  return report.exitCode;
}

async function againstEmulator(options: DriftOptions): Promise<Said> {
  const { simulate, restore } = options;
  if (restore === true) throw new CannotRun('--restore is for a tenant. Name its configuration with --config.');
  if (simulate !== undefined && !isSimulation(simulate)) throw new CannotRun(noSuchSimulation(simulate));
  const stage = await emulatedStage(simulate === undefined ? {} : { simulate });
  const simulated = simulate === undefined ? '' : ` It simulates "${simulate}".`;
  const lead = `graph-contracts drift: the embedded emulator answers, not Microsoft Graph.${simulated}`;
  return { lead, ...(await night(stage, options).finally(stage.close)) };
}

/** What only a tenant needs is loaded here: to sign in takes long to load. */
async function againstTenant(file: string, options: DriftOptions): Promise<Said> {
  const { readConfig } = await import('../tenant/config.js');
  const { tenantStage } = await import('../drift/tenant-stage.js');
  const config = readConfig(file);
  const lead =
    config.cloud.name === 'loopback'
      ? 'graph-contracts drift: a cloud on loopback answers, not Microsoft Graph.'
      : `graph-contracts drift: Microsoft Graph answers (${config.cloud.name}).`;
  const opened = await tenantStage(config, process.env);
  if (opened.kind === 'open') return { lead, ...(await night(opened.stage, { budget: config.limits.minutes * 60, ...options })) };
  const reason = opened.kind === 'inconclusive' ? opened.reason : undefined;
  return { lead, report: notBegunReport(opened.sentence, options.failOn, reason) };
}

async function night(stage: Stage, options: DriftOptions): Promise<Said> {
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
    const { report, evidence } = await runDrift(stage, settings);
    if (evidence === undefined) return { report };
    const { recordings, interactions } = evidence;
    return {
      report,
      also: `Also judged, under today's rules: ${String(recordings)} committed recordings, ${String(interactions)} interactions of our pact.`,
    };
  } catch (error) {
    if (error instanceof Refused) return { report: notBegunReport(error.message, failOn) };
    throw error;
  } finally {
    stop.release();
  }
}
