import { randomUUID } from 'node:crypto';
import { contracts } from '../../../contracts/judge/compiled-contracts.js';
import { applyBaseline, marker } from '../../baseline/apply-baseline.js';
import { readBaseline } from '../../baseline/read-baseline.js';
import { CannotRun } from '../../verdict/exit-code.js';
import { appendHistory, assertAppendable } from '../../history/append-history.js';
import { nightLine, type OperationNight } from '../../history/history-line.js';
import { refuseLinksOut } from '../../verdict/refuse-links-out.js';
import type { Report } from '../../verdict/report.js';
import { tool } from '../../verdict/tool.js';
import type { MemoryOptions } from './memory-options.js';

/** How a night went. */
export interface RememberedNight {
  readonly report: Report;
  /** In the order of the report's rows. */
  readonly results: readonly OperationNight[];
  /** Whether something that should have been checked was not. */
  readonly incomplete: boolean;
  /** Whether the emulator answered, and not Graph. */
  readonly emulator: boolean;
}

/** What a night knows of others. */
export interface NightMemory {
  /** The report under the baseline, and the night put down in the history. `failure` is the sentence that says why it could not be. */
  readonly remember: (night: RememberedNight) => { readonly report: Report; readonly failure?: string };
}

/**
 * Reads the baseline and tries the history before the night begins: a night with a wrong path is not spent in vain.
 * @throws CannotRun when either cannot be used, or options are missing.
 */
export function openMemory(options: MemoryOptions, time: Date): NightMemory {
  const { owner, reason, expires, history } = options;
  if ([owner, reason, expires].some((option) => option !== undefined))
    throw new CannotRun('--owner, --reason and --expires go with --accept <fingerprint>. Give it too, or leave them out.');
  const baseline = options.baseline === undefined ? undefined : readBaseline(options.baseline);
  refuseLinksOut(history);
  if (history !== undefined) assertAppendable(history);
  return {
    remember: ({ report: plain, results, incomplete, emulator }) => {
      const report = baseline === undefined ? plain : applyBaseline(plain, { rows: results, incomplete }, baseline, time);
      if (history === undefined) return { report };
      const night = { time, run: randomUUID(), toolVersion: tool.version, emulator };
      const mark = marker(baseline, time);
      const lines = results.flatMap((record, index) => {
        const contract = contracts.find(({ name }) => name === record.row.operation);
        const row = report.operations?.[index] ?? record.row;
        return contract === undefined ? [] : nightLine(night, { ...record, row }, contract, mark);
      });
      try {
        appendHistory(history, lines);
        return { report };
      } catch (error) {
        if (error instanceof CannotRun) return { report, failure: error.message };
        throw error;
      }
    },
  };
}
