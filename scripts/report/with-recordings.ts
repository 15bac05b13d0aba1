import { exitCodes } from '../exit-code.js';
import type { RecordingsReport, Report } from './report.js';

/** Adds what is to say of recordings to a report. @param fails whether the run cannot pass for it. */
export function withRecordings(report: Report, recordings: RecordingsReport, fails: boolean): Report {
  const said = Object.values(recordings).some((part: unknown) => Array.isArray(part) && part.length > 0);
  const full = said ? { ...report, recordings } : report;
  return fails ? { ...full, verdict: 'disagrees', exitCode: exitCodes.disagrees } : full;
}
