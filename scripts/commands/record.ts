import { existsSync } from 'node:fs';
import type { InputFormat } from '../../recordings/input/format.js';
import { stopOnSignals } from '../drift/stop-on-signals.js';
import { notBegunReport } from '../drift/not-begun-report.js';
import { CannotRun, Refused, type ExitCode } from '../exit-code.js';
import type { Imported } from '../record/record-import.js';
import { differenceLines, outcomeLines, sentenceOf } from '../record/record-outcome.js';
import type { ScenarioOptions } from '../record/record-scenario.js';
import type { Stage } from '../drift/stage.js';
import { asksFor } from '../report/formats.js';
import type { Remarks } from '../report/report.js';
import { writeReport } from '../report/write-report.js';
import { isSimulation } from '../emulator/simulations.js';
import type { ReportOptions } from './common-options.js';
import { finishNight } from './finish-night.js';
import { noSuchSimulation } from './no-such-simulation.js';
import { standardOutput } from '../standard-output.js';

export interface RecordOptions extends ReportOptions {
  readonly folder: string;
  readonly update?: boolean;
  readonly check?: boolean;
  /** Of the night. */
  readonly config?: string;
  readonly simulate?: string;
  /** Seconds. */
  readonly budget?: number;
  /** Of the proxy. */
  readonly proxy?: boolean;
  readonly port: string;
  readonly graph: string;
  /** Of the import. */
  readonly from?: readonly string[];
  readonly input?: InputFormat;
}

type Result = Remarks & Imported & { readonly lines?: Iterable<string> };

/** Taken if it is there and no other one is named. */
const usualConfig = 'drift.config.json';

/** Records the night, what passes through a proxy, or captures of others. @param stopped settles when the proxy should stop. */
export async function record(options: RecordOptions, stopped: () => Promise<unknown>): Promise<ExitCode> {
  refuseMixture(options);
  try {
    const { report, recorded, withoutAnswer = 0, lines = [], ...remarks } = await run(options, stopped);
    return await finishNight(report, async () => {
      for (const line of recorded === undefined ? lines : outcomeLines(options.folder, recorded, withoutAnswer)) console.error(line);
      await writeReport(report, { ...options, ...remarks });
      for (const problem of report.verdict === 'cannot-run' ? (report.problems ?? []) : []) console.error(`graph-contracts: ${problem}`);
      return report.exitCode;
    });
  } catch (error) {
    if (error instanceof CannotRun || error instanceof Refused) throw error;
    throw new CannotRun(sentenceOf(error));
  }
}

async function run(options: RecordOptions, stopped: () => Promise<unknown>): Promise<Result> {
  const { folder, update = false, failOn, from, proxy } = options;
  const common = { folder, update, failOn, cases: asksFor(options, 'junit') };
  if (from !== undefined) return (await import('../record/record-import.js')).recordImport({ ...common, from, input: options.input });
  if (proxy !== true) return recordStage(options);
  const write = (text: string): void => {
    // Machines read stdout: lines for people go beside it then.
    (options.format === 'pretty' ? standardOutput() : process.stderr).write(text);
  };
  const { recordProxy } = await import('../record/record-proxy.js');
  return recordProxy({ ...common, graph: options.graph, port: portOf(options.port), write }, stopped());
}

async function recordStage(options: RecordOptions): Promise<Result> {
  const { simulate } = options;
  const config = options.config ?? (simulate === undefined && existsSync(usualConfig) ? usualConfig : undefined);
  if (simulate !== undefined && config !== undefined) {
    throw new CannotRun('--simulate is for the embedded emulator, and --config is for a tenant. Leave one of them out.');
  }
  return config === undefined ? recordEmulator(options) : recordTenant(config, options);
}

async function recordEmulator(options: RecordOptions): Promise<Result> {
  const { simulate } = options;
  if (simulate !== undefined && !isSimulation(simulate)) throw new CannotRun(noSuchSimulation(simulate));
  const { emulatedStage } = await import('../drift/emulated-stage.js');
  const stage = await emulatedStage(simulate === undefined ? {} : { simulate });
  const simulated = simulate === undefined ? '' : ` It simulates "${simulate}".`;
  const lead = `graph-contracts record: the embedded emulator answers, not Microsoft Graph.${simulated}`;
  return { lead, ...(await recordOrCheck(stage, options, []).finally(stage.close)) };
}

/** What only a tenant needs is loaded here: to sign in takes long to load. */
async function recordTenant(file: string, options: RecordOptions): Promise<Result> {
  const { readConfig } = await import('../tenant/config.js');
  const { tenantStage } = await import('../drift/tenant-stage.js');
  const config = readConfig(file);
  const lead =
    config.cloud.name === 'loopback'
      ? 'graph-contracts record: a cloud on loopback answers, not Microsoft Graph.'
      : `graph-contracts record: Microsoft Graph answers (${config.cloud.name}).`;
  const secrets = [config.tenantId];
  const opened = await tenantStage(config, process.env, (token) => {
    if (!secrets.includes(token)) secrets.push(token);
  });
  if (opened.kind === 'open')
    return { lead, ...(await recordOrCheck(opened.stage, { budget: config.limits.minutes * 60, ...options }, secrets)) };
  const reason = opened.kind === 'inconclusive' ? opened.reason : undefined;
  return { lead, report: { ...notBegunReport(opened.sentence, options.failOn, reason), command: 'record' } };
}

async function recordOrCheck(stage: Stage, options: RecordOptions, secrets: readonly string[]): Promise<Result> {
  const { recordNight, checkNight } = await import('../record/record-scenario.js');
  const { folder, update, failOn, budget } = options;
  const stop = stopOnSignals((sentence) => {
    console.error(`graph-contracts: ${sentence}`);
  });
  const scenario: ScenarioOptions = {
    settings: { failOn, stop: stop.signal, cases: asksFor(options, 'junit'), ...(budget === undefined ? {} : { budget: budget * 1000 }) },
    recorder: { folder, update, secrets },
  };
  try {
    if (options.check !== true) return await recordNight(stage, scenario);
    const { report, differences } = await checkNight(stage, scenario);
    if (differences === undefined) return { report };
    if (differences.length === 0) return { report, lines: [`What Graph answers means the same as what is recorded in ${folder}.`] };
    return {
      report,
      lines: [`Graph answers otherwise than is recorded in ${folder}. Nothing was written.`, ...differenceLines(differences)],
    };
  } finally {
    stop.release();
  }
}

function refuseMixture({ proxy, from, check, update, config, simulate }: RecordOptions): void {
  if (proxy === true && from !== undefined)
    throw new CannotRun('--proxy records what passes by, and --from what was captured. Leave one of them out.');
  if (check === true && update === true) throw new CannotRun('--check writes nothing, and --update writes. Leave one of them out.');
  const isNight = proxy !== true && from === undefined;
  if (check === true && !isNight)
    throw new CannotRun('--check is for the night: it asks again what was recorded. Leave --proxy and --from out.');
  if (!isNight && (config !== undefined || simulate !== undefined)) {
    throw new CannotRun('--config and --simulate are for the night. Leave them out with --proxy and --from.');
  }
}

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) {
    throw new CannotRun(`The port ${JSON.stringify(text)} is none. Give a number from 0 (any free one) to 65535.`);
  }
  return port;
}
