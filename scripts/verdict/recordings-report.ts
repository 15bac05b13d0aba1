import type { Recorded } from '../../recordings/traffic/recording.js';
import { staleReasons, type StaleReason, type StalenessLimits } from '../../recordings/traffic/staleness.js';
import { exitCodes } from './exit-code.js';
import type { RecordingsKind, RecordingsReport, Report, StaleRecording } from './report.js';

/** Collects stale recordings: a row for each file. */
export class StaleRecordings {
  private readonly files = new Map<string, StaleRecording>();

  constructor(private readonly limits: StalenessLimits) {}

  /** @param url of the recorded request. */
  add(file: string, url: string, recorded: Pick<Recorded, 'contract' | 'when'>): void {
    const reasons = staleReasons(recorded, url, this.limits);
    if (reasons.length === 0) return;
    const { when } = recorded;
    const known = this.files.get(file);
    const all = [...(known?.reasons ?? []), ...reasons];
    this.files.set(file, {
      file,
      reasons: (['contract', 'age', 'date'] as const satisfies readonly StaleReason[]).filter((reason) => all.includes(reason)),
      when: known === undefined || when < known.when ? when : known.when,
      count: (known?.count ?? 0) + 1,
    });
  }

  /** By file name. */
  get all(): StaleRecording[] {
    return [...this.files.values()].sort((a, b) => (a.file < b.file ? -1 : 1));
  }
}

/** Adds remarks on recordings to a report, if there are any. @param strict the kinds that fail the run. */
export function withRecordings(report: Report, recordings: RecordingsReport, strict: readonly RecordingsKind[]): Report {
  const { stale = [], undated = [], unused = [], unanswered = [] } = recordings;
  if (stale.length + undated.length + unused.length + unanswered.length === 0) return report;
  const failing = strict.filter((kind) => (recordings[kind] ?? []).length > 0);
  const full = { ...report, recordings: { ...recordings, failing } };
  return failing.length === 0 ? full : { ...full, verdict: 'disagrees', exitCode: exitCodes.disagrees };
}
