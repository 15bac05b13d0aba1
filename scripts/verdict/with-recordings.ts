import { exitCodes } from './exit-code.js';
import type { RecordingsKind, RecordingsReport, Report } from './report.js';

/** Adds what is to say of recordings to a report. @param strict of what there must be nothing to say, or the run cannot pass. */
export function withRecordings(report: Report, recordings: RecordingsReport, strict: readonly RecordingsKind[]): Report {
  const { stale = [], undated = [], unused = [], unanswered = [] } = recordings;
  if (stale.length + undated.length + unused.length + unanswered.length === 0) return report;
  const failing = strict.filter((kind) => (recordings[kind] ?? []).length > 0);
  const full = { ...report, recordings: { ...recordings, failing } };
  return failing.length === 0 ? full : { ...full, verdict: 'disagrees', exitCode: exitCodes.disagrees };
}
