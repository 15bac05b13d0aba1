import { listFiles } from '../../recordings/list-files.js';
import { ReadError } from '../../recordings/read-error.js';
import { readInput } from '../../recordings/read-input.js';
import { CannotRun, exitCodes, type ExitCode } from '../exit-code.js';
import { judgeObservation } from '../judge-observation.js';
import { Tally } from '../report/tally.js';
import { writeReport } from '../report/write-report.js';
import type { ReportOptions } from './common-options.js';

/** Judges every file that the paths stand for. One that cannot be read does not keep the others from being judged, but the run cannot pass. */
export async function check(paths: readonly string[], options: ReportOptions): Promise<ExitCode> {
  const tally = new Tally(options.failOn);
  const unreadable: string[] = [];
  const files = new Set<string>();
  for (const path of paths) {
    await unlessUnreadable(unreadable, () => {
      for (const file of listFiles(path)) files.add(file);
    });
  }
  for (const file of files) {
    await unlessUnreadable(unreadable, async () => {
      for await (const observation of readInput(file)) tally.add(judgeObservation(observation));
    });
  }
  const report = tally.report('check');
  const ours = report.summary.exchanges > report.summary.outside;
  const cannotRun = unreadable.length > 0 || !ours;
  await writeReport(cannotRun ? { ...report, verdict: 'cannot-run', exitCode: exitCodes['cannot-run'] } : report, options);
  if (unreadable.length > 0) throw new CannotRun(unreadable.join('\n'));
  if (!ours) {
    throw new CannotRun(
      `Nothing of the two operations in ${paths.join(', ')}, so nothing was judged. Give recordings or pacts that use them.`,
    );
  }
  return report.exitCode;
}

async function unlessUnreadable(unreadable: string[], read: () => void | Promise<void>): Promise<void> {
  try {
    await read();
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    unreadable.push(error.message);
  }
}
