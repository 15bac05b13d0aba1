import { join } from 'node:path';
import { contracts } from '../../../contracts/judge/compiled-contracts.js';
import { graphOrigins } from '../../../recordings/traffic/hosts.js';
import type { InputFormat } from '../../../recordings/traffic/input/format.js';
import type { HttpsOptions } from '../../http/server-certificate.js';
import { outcomeLines, sentenceOf, type RecordResult } from '../../record/record-outcome.js';
import { writeReport } from '../../report/write-report.js';
import { complain, print, printError, printLines } from '../../verdict/terminal.js';
import { CannotRun, Refused, type ExitCode } from '../../verdict/exit-code.js';
import { asksFor, refuseLinksOut } from '../../verdict/destinations.js';
import { asCannotRun, withNothingJudged } from '../../verdict/verdict.js';
import type { ConnectionOptions } from './with-connection.js';
import { finishRun } from './finish-run.js';

/** Options of `ConnectionOptions` and `check` are for a drift run. */
export interface RecordOptions extends ConnectionOptions, HttpsOptions {
  readonly folder: string;
  readonly update?: boolean;
  readonly check?: boolean;
  readonly proxy?: boolean;
  readonly port?: number;
  readonly graph?: string;
  readonly from?: readonly string[];
  readonly input?: InputFormat;
  readonly allowEmpty?: boolean;
}

/** Records a drift run, the requests through a proxy, or captures. @param stopped resolves when the proxy should stop. */
export async function record(options: RecordOptions, stopped: () => Promise<unknown>): Promise<ExitCode> {
  // Each operation has a folder of recordings.
  for (const folder of [options.folder, ...contracts.map(({ name }) => join(options.folder, name))]) refuseLinksOut(folder);
  try {
    const { report, recorded, lines = [], ...remarks } = await refuseEmpty(await recordSource(options, stopped), options);
    return await finishRun(report, async () => {
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

async function recordSource(options: RecordOptions, stopped: () => Promise<unknown>): Promise<RecordResult> {
  const { folder, update = false, failOn, from, proxy, https, cert, key, port = 4011, graph = graphOrigins.global } = options;
  const common = { folder, update, failOn, cases: asksFor(options, 'junit') };
  if (from !== undefined) {
    const { recordImport } = await import('../../record/record-import.js');
    return recordImport({ ...common, from, input: options.input, destinations: options });
  }
  if (!proxy) return recordDrift(options);
  // With a machine-readable format on stdout, lines for people go to stderr.
  const write = options.format === 'pretty' ? print : printError;
  const { recordProxy } = await import('../../record/proxy-run.js');
  return recordProxy({ ...common, graph, port, https, cert, key, write }, stopped());
}

async function recordDrift(options: RecordOptions): Promise<RecordResult> {
  const { folder, update, check } = options;
  const { configOf, withConnection } = await import('./with-connection.js');
  return withConnection<RecordResult>('record', configOf(options), options, async ({ connection, settings, secrets }) => {
    const { compareDriftRun, recordDriftRun } = await import('../../record/record-scenario.js');
    return (check ? compareDriftRun : recordDriftRun)(connection, { settings, recorder: { folder, update, secrets } });
  });
}

/** A proxy without requests, or a capture of something else, does not prove that a service keeps the contract. */
async function refuseEmpty(result: RecordResult, { from, proxy, allowEmpty }: RecordOptions): Promise<RecordResult> {
  const { report, recorded, others, refused = 0, ...rest } = result;
  const isEmpty = recorded?.files.length === 0 && report.summary.exchanges - refused === report.summary.outside;
  const passes = report.verdict === 'agrees' || report.verdict === 'nothing-judged';
  if (!isEmpty || !passes || (from === undefined && !proxy)) return result;
  const instead = (await others?.inWords()) ?? '';
  if (allowEmpty)
    return {
      ...result,
      report: withNothingJudged(report, `There was no exchange of the two operations, so nothing was judged. ${instead}`),
    };
  const problem =
    from === undefined
      ? 'No answer to a request of the two operations came through the proxy, so nothing was recorded. Give your service its address as the base URL of Graph, or give --allow-empty.'
      : `Nothing of the two operations in ${from.join(', ')}, so nothing was recorded. Give traffic that uses them, or --allow-empty.`;
  return { ...rest, report: asCannotRun(report, [`${problem} ${instead}`]) };
}
