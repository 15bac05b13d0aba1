import { listFiles } from '../../recordings/list-files.js';
import { ReadError } from '../../recordings/read-error.js';
import { CannotRun, exitCodes, type ExitCode } from '../exit-code.js';
import { judgeFile } from '../judge-file.js';
import { buildReport, type Judged } from '../report/report.js';
import { writeReport } from '../report/write-report.js';
import type { ReportOptions } from './common-options.js';

/** Judges every file that the paths stand for. One that cannot be read does not keep the others from being judged, but the run cannot pass. */
export async function check(paths: readonly string[], options: ReportOptions): Promise<ExitCode> {
  const unreadable: string[] = [];
  const tryTo = <T>(read: () => T[]): T[] => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof ReadError)) throw error;
      unreadable.push(error.message);
      return [];
    }
  };
  const files = [...new Set(paths.flatMap((path) => tryTo(() => listFiles(path))))];
  const judged: Judged[] = files.flatMap((file) => tryTo(() => judgeFile(file, file)));
  const ours = judged.some(({ judgement }) => judgement.kind !== 'outside');
  const report = buildReport('check', judged, options.failOn);
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
