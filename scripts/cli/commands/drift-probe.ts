import { join } from 'node:path';
import { contracts } from '../../../contracts/judge/compiled-contracts.js';
import { RecordingFolder } from '../../../recordings/recorder/recording-folder.js';
import { outcomeLines, sentenceOf, type RecordResult } from '../../record/record-outcome.js';
import { writeReport } from '../../report/write-report.js';
import { refuseLinksOut } from '../../verdict/destinations.js';
import { CannotRun, Refused, type ExitCode } from '../../verdict/exit-code.js';
import { complain, printLines } from '../../verdict/terminal.js';
import { finishRun } from './finish-run.js';
import { withConnection, type ConnectionOptions } from './with-connection.js';
import { withoutRequestIds } from './without-request-ids.js';

interface ProbeCommandOptions extends ConnectionOptions {
  readonly folder?: string;
  /** False leaves the request ids out. */
  readonly requestIds?: boolean;
}

const defaultFolder = 'probe';

/** Sends one update to the marked assignment, and reports and records what Graph does. @param config from `configOf`. */
export async function driftProbe(config: string | undefined, options: ProbeCommandOptions, now: Date): Promise<ExitCode> {
  const { folder = defaultFolder } = options;
  for (const each of [folder, ...contracts.map(({ name }) => join(folder, name))]) refuseLinksOut(each);
  try {
    refuseUsed(folder);
    const day = now.toISOString().slice(0, 10);
    const run = await withConnection<RecordResult>('drift', config, options, async ({ connection, settings, secrets }) => {
      const { recordProbe } = await import('../../record/record-probe.js');
      return recordProbe(connection, { settings, recorder: { folder, secrets }, day });
    });
    return await finishRun(run.report, async () => {
      const recorded = 'recorded' in run ? run.recorded : undefined;
      if (recorded !== undefined) printLines(outcomeLines(folder, recorded));
      const report = options.requestIds === false ? withoutRequestIds(run.report) : run.report;
      await writeReport(report, { ...options, lead: run.lead });
      if (report.verdict === 'cannot-run') for (const problem of report.problems ?? []) complain(problem.split('\n'));
      return report.exitCode;
    });
  } catch (error) {
    if (error instanceof CannotRun || error instanceof Refused) throw error;
    throw new CannotRun(sentenceOf(error).split('\n'));
  }
}

/** An earlier probe is evidence, so it is never replaced. @throws CannotRun before anything is sent. */
function refuseUsed(folder: string): void {
  const [first, ...others] = new RecordingFolder(folder).list();
  if (first === undefined) return;
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  throw new CannotRun(`${folder} already holds recordings: ${first}${more}. Give this probe another folder with --folder.`);
}
