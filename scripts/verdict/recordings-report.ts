import type { Recorded } from '../../recordings/traffic/recording.js';
import { staleReasons, type StaleReason, type StalenessLimits } from '../../recordings/traffic/staleness.js';
import type { StaleRecording } from './report.js';

/** Collects the recordings that are stale: a row for each file. */
export class StaleRecordings {
  private readonly files = new Map<string, StaleRecording>();

  constructor(private readonly limits: StalenessLimits) {}

  /** Looks at an exchange that was recorded on a URL. */
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

  /** In the order of their names. */
  get all(): StaleRecording[] {
    return [...this.files.values()].sort((a, b) => (a.file < b.file ? -1 : 1));
  }
}
