import { randomUUID } from 'node:crypto';
import { contracts } from '../../../contracts/judge/compiled-contracts.js';
import { applyBaseline, marker } from '../../baseline/apply-baseline.js';
import { readBaseline } from '../../baseline/baseline-file.js';
import { appendHistory, assertAppendable } from '../../history/append-history.js';
import { historyLine, type CheckedOperation } from '../../history/history-line.js';
import { CannotRun } from '../../verdict/exit-code.js';
import { refuseLinksOut } from '../../verdict/destinations.js';
import { type Report, tool } from '../../verdict/report.js';

/** Options of the nightly check about earlier runs. */
export interface BaselineAndHistoryOptions {
  readonly baseline?: string;
  readonly history?: string;
  readonly accept?: string;
  readonly owner?: string;
  readonly reason?: string;
  readonly expires?: string;
}

export interface FinishedRun {
  readonly report: Report;
  /** In the order of the rows in the report. */
  readonly results: readonly CheckedOperation[];
  /** Whether a check that was due was not made. */
  readonly incomplete: boolean;
  /** Whether the emulator answered, not Graph. */
  readonly emulator: boolean;
}

/**
 * Checks the options and reads the baseline before a run, so that a wrong path wastes none.
 * @returns a function that applies the baseline to the report and appends the run to the history, or says why it cannot be appended.
 * @throws CannotRun if a file cannot be used or an option is missing.
 */
export function openBaselineAndHistory(
  options: BaselineAndHistoryOptions,
  time: Date,
): (run: FinishedRun) => { readonly report: Report; readonly failure?: string } {
  const { history } = options;
  const baseline = options.baseline === undefined ? undefined : readBaseline(options.baseline);
  refuseLinksOut(history);
  if (history !== undefined) assertAppendable(history);
  return ({ report: judged, results, incomplete, emulator }) => {
    const report = baseline === undefined ? judged : applyBaseline(judged, { rows: results, incomplete }, baseline, time);
    if (history === undefined) return { report };
    const run = { time: time.toISOString(), run: randomUUID(), tool: tool.version, emulator };
    const mark = marker(baseline, time);
    const lines = results.flatMap((result, index) => {
      const contract = contracts.find(({ name }) => name === result.row.operation);
      const row = report.operations?.[index] ?? result.row;
      return contract === undefined ? [] : historyLine(run, { ...result, row }, contract, mark);
    });
    try {
      appendHistory(history, lines);
      return { report };
    } catch (error) {
      if (error instanceof CannotRun) return { report, failure: error.message };
      throw error;
    }
  };
}
