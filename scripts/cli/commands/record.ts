import { join } from 'node:path';
import { contracts } from '../../../contracts/judge/compiled-contracts.js';
import { graphOrigins } from '../../../recordings/traffic/hosts.js';
import type { InputFormat } from '../../../recordings/traffic/format.js';
import type { RecordingResult } from '../../../recordings/recorder/recorder.js';
import { CannotRun, Refused, type ExitCode } from '../../verdict/exit-code.js';
import { outcomeLines, sentenceOf } from '../../record/record-outcome.js';
import { refuseLinksOut } from '../../verdict/refuse-links-out.js';
import { asksFor } from '../../verdict/destinations.js';
import type { OtherRequests } from '../../verdict/other-requests.js';
import { asCannotRun, withNothingJudged, type Remarks, type Report } from '../../verdict/report.js';
import { writeReport } from '../../report/write-report.js';
import { finishNight } from './finish-run.js';
import type { StageOptions } from './open-drift-target.js';
import { portOf } from './port.js';
import { complain, print, printError, printLines } from '../../terminal/terminal.js';

export interface RecordOptions extends StageOptions {
  readonly folder: string;
  readonly update?: boolean;
  /** Of the night, as all of `StageOptions`. */
  readonly check?: boolean;
  /** Of the proxy. */
  readonly proxy?: boolean;
  readonly port?: string;
  readonly graph?: string;
  /** Of the import. */
  readonly from?: readonly string[];
  readonly input?: InputFormat;
  /** Of both: whether a run that recorded nothing may pass. */
  readonly allowEmpty?: boolean;
}

interface Result extends Remarks {
  readonly report: Report;
  readonly recorded?: RecordingResult;
  /** What else was asked for. */
  readonly others?: OtherRequests;
  /** How many of the exchanges in the report nobody was asked; none, unless told. */
  readonly refused?: number;
  /** What else a person should know. */
  readonly lines?: Iterable<string>;
}

const usualPort = '4011';

/** Records the night, what passes through a proxy, or captures of others. @param stopped settles when the proxy should stop. */
export async function record(options: RecordOptions, stopped: () => Promise<unknown>): Promise<ExitCode> {
  refuseUseless(options);
  // Recordings stand in a folder for each operation.
  for (const folder of [options.folder, ...contracts.map(({ name }) => join(options.folder, name))]) refuseLinksOut(folder);
  try {
    const { report, recorded, lines = [], ...remarks } = await refuseEmpty(await run(options, stopped), options);
    return await finishNight(report, async () => {
      if (recorded !== undefined) printLines(outcomeLines(options.folder, recorded));
      printLines(lines);
      await writeReport(report, { ...options, ...remarks });
      for (const problem of report.verdict === 'cannot-run' ? (report.problems ?? []) : []) complain(problem.split('\n'));
      return report.exitCode;
    });
  } catch (error) {
    if (error instanceof CannotRun || error instanceof Refused) throw error;
    throw new CannotRun(sentenceOf(error).split('\n'));
  }
}

async function run(options: RecordOptions, stopped: () => Promise<unknown>): Promise<Result> {
  const { folder, update = false, failOn, from, proxy, port = usualPort, graph = graphOrigins.global } = options;
  const common = { folder, update, failOn, cases: asksFor(options, 'junit') };
  if (from !== undefined) {
    const { recordImport } = await import('../../record/record-import.js');
    return recordImport({ ...common, from, input: options.input, destinations: options });
  }
  if (!proxy) return recordStage(options);
  // Machines read stdout: lines for people go beside it then.
  const write = options.format === 'pretty' ? print : printError;
  const { recordProxy } = await import('../../record/record-proxy.js');
  return recordProxy({ ...common, graph, port: portOf(port), write }, stopped());
}

async function recordStage(options: RecordOptions): Promise<Result> {
  const { configOf, openStage } = await import('./open-drift-target.js');
  const opened = await openStage('record', configOf(options), options);
  const { lead } = opened;
  if (opened.kind === 'not-begun') return { lead, report: opened.night.report };
  const { stage, settings, secrets } = opened;
  try {
    const { recordNight, checkNight } = await import('../../record/record-scenario.js');
    const scenario = { settings, recorder: { folder: options.folder, update: options.update, secrets } };
    return { lead, ...(await (options.check ? checkNight : recordNight)(stage, scenario)) };
  } finally {
    await opened.close();
  }
}

/** A proxy that nobody asked anything, and a capture of something else, do not pass for a service that keeps the contract. */
async function refuseEmpty(result: Result, { from, proxy, allowEmpty }: RecordOptions): Promise<Result> {
  const { report, recorded, others, refused = 0, ...rest } = result;
  const isEmpty = recorded?.files.length === 0 && report.summary.exchanges - refused === report.summary.outside;
  const passes = report.verdict === 'agrees' || report.verdict === 'nothing-judged';
  if (!isEmpty || !passes || (from === undefined && !proxy)) return result;
  const instead = (await others?.inWords()) ?? '';
  if (allowEmpty)
    return { ...result, report: withNothingJudged(report, `Nothing of the two operations came by, so nothing was judged. ${instead}`) };
  const problem =
    from === undefined
      ? 'No answer to a request of the two operations came through the proxy, so nothing was recorded. Give your service its address as the base URL of Graph, or give --allow-empty.'
      : `Nothing of the two operations in ${from.join(', ')}, so nothing was recorded. Give traffic that uses them, or --allow-empty.`;
  return { ...rest, report: asCannotRun(report, [`${problem} ${instead}`]) };
}

/** What is recorded, and the options that say something about it and nothing about the others. */
const sources = [
  { name: 'the night', options: { config: '--config', simulate: '--simulate', budget: '--budget', check: '--check' } },
  { name: '--proxy', options: { port: '--port', graph: '--graph', allowEmpty: '--allow-empty' } },
  { name: '--from', options: { input: '--input', allowEmpty: '--allow-empty' } },
] as const satisfies readonly { name: string; options: Partial<Record<keyof RecordOptions, string>> }[];

/** An option that can do nothing is a mistake of its user, who expects something of it. */
function refuseUseless(options: RecordOptions): void {
  const { proxy, from, check, update } = options;
  if (proxy && from !== undefined)
    throw new CannotRun('--proxy records what passes by, and --from what was captured. Leave one of them out.');
  if (check && update) throw new CannotRun('--check writes nothing, and --update writes. Leave one of them out.');
  const chosen = proxy ? '--proxy' : from === undefined ? 'the night' : '--from';
  const useful = new Set(sources.filter(({ name }) => name === chosen).flatMap((source) => Object.keys(source.options)));
  for (const { options: own } of sources) {
    for (const [option, flag] of Object.entries(own)) {
      if (options[option as keyof RecordOptions] === undefined || useful.has(option)) continue;
      const others = sources.filter((source) => option in source.options).map(({ name }) => name);
      throw new CannotRun(`${flag} is for ${others.join(' and ')}, and does nothing for ${chosen}. Leave it out.`);
    }
  }
}
