import { randomUUID } from 'node:crypto';
import { statSync } from 'node:fs';
import { contracts } from '../../../contracts/judge/compiled-contracts.js';
import { applyBaseline, marker } from '../../baseline/apply-baseline.js';
import { baselineBeside, readBaseline, readBaselineIfThere } from '../../baseline/baseline-file.js';
import { CheckProgress } from '../../drift/check-progress.js';
import { runDrift, type DriftResult } from '../../drift/run-drift.js';
import { appendHistory, assertAppendable } from '../../history/append-history.js';
import { withEarlierRuns } from '../../history/earlier-runs.js';
import { historyLine, type HistoryLine } from '../../history/history-line.js';
import { readHistory } from '../../history/read-history.js';
import { runUrl } from '../../history/run-url.js';
import { writeReport } from '../../report/write-report.js';
import type { Baseline } from '../../verdict/baseline.js';
import { refuseLinksOut } from '../../verdict/destinations.js';
import { CannotRun, type ExitCode } from '../../verdict/exit-code.js';
import { shownFile } from '../../verdict/shown-text.js';
import { tool, type Remarks, type Report } from '../../verdict/report.js';
import { asCannotRun } from '../../verdict/verdict.js';
import type { AcceptOptions } from './accept.js';
import { finishRun } from './finish-run.js';
import { configOf, withConnection, type ConnectionOptions, type OpenConnection } from './with-connection.js';
import { withoutRequestIds } from './without-request-ids.js';

export interface DriftOptions extends ConnectionOptions, AcceptOptions {
  readonly dryRun?: boolean;
  readonly restore?: boolean;
  readonly seal?: boolean;
  readonly unseal?: boolean;
  readonly accept?: string;
  /** The name of the tenant in the history. */
  readonly tenant?: string;
  /** False leaves the request ids out. */
  readonly requestIds?: boolean;
  /** Of a probe. */
  readonly folder?: string;
  readonly notes?: boolean;
}

type FinishedDrift = DriftResult & Remarks & { readonly emulator: boolean };

/** The nightly check: against the tenant of the configuration, or the embedded emulator if there is none. */
export async function drift(options: DriftOptions): Promise<ExitCode> {
  const { accept, restore, seal, unseal, history } = options;
  const now = new Date();
  if (accept !== undefined) return (await import('./accept.js')).accept(accept, options, now);
  const config = configOf(options);
  const forTenant = seal ? '--seal' : unseal ? '--unseal' : restore ? '--restore' : undefined;
  if (forTenant !== undefined && config === undefined)
    throw new CannotRun(`option '${forTenant}' cannot be used without option '--config'`);
  if (config !== undefined && (seal || unseal)) return (await import('./seal-journal.js')).sealJournal(config, seal ? 'seal' : 'unseal');
  if (options.probe) return (await import('./drift-probe.js')).driftProbe(config, options, now);
  // Before the run, so that a wrong path wastes none.
  const file = options.baseline ?? baselineBeside(config ?? 'drift.config.json');
  const baseline = options.baseline === undefined ? besideBaseline(file, options) : readBaseline(options.baseline, 'drift');
  refuseLinksOut(history);
  if (history !== undefined) assertAppendable(history);

  const run: FinishedDrift = await withConnection('drift', config, options, (opened) => runOn(opened, options));
  return finishRun(run.report, async () => {
    const { results: rows, incomplete, lead } = run;
    const known = history === undefined ? run.report : withHistory(run.report, history, run.emulator);
    const judged = baseline === undefined ? known : applyBaseline(known, { rows, incomplete }, baseline, now);
    const report = options.requestIds === false ? withoutRequestIds(judged) : judged;
    const failure =
      history === undefined
        ? undefined
        : failureOf(() => {
            appendHistory(history, historyLines(run, report, baseline, now, options));
          });
    await writeReport(failure === undefined ? report : asCannotRun(report, [failure.message]), {
      ...options,
      lead,
      notes: options.notes,
      acceptOptions: acceptOptions(file),
    });
    if (failure !== undefined) throw failure;
    return report.exitCode;
  });
}

function runOn({ connection, settings }: OpenConnection, { dryRun, restore }: DriftOptions): Promise<DriftResult> {
  const progress = new CheckProgress(process.stderr);
  const mode = restore ? 'restore' : dryRun ? 'dry-run' : 'check';
  return runDrift(connection, {
    ...settings,
    mode,
    onCheck: (check, index, count) => {
      progress.begin(check, index, count);
    },
  }).finally(() => {
    progress.end();
  });
}

/** The baseline beside the configuration, or where that would be, if there is one. It never keeps a restore from starting. */
function besideBaseline(file: string, { restore }: DriftOptions): Baseline | undefined {
  return restore ? undefined : readBaselineIfThere(file);
}

/** Names the baseline of this run to `--accept`, unless it is the default. */
function acceptOptions(file: string): string {
  return file === 'drift.baseline.json' ? '' : `--baseline ${JSON.stringify(shownFile(file))}`;
}

/** A history that does not exist yet has no run. One that cannot be read must not hide the report. */
function withHistory(report: Report, file: string, emulator: boolean): Report {
  try {
    // A device or a pipe can be written to, and never ends when it is read.
    const isFile = statSync(file, { throwIfNoEntry: false })?.isFile() === true;
    const lines = isFile ? readHistory([file]).lines : [];
    return { ...report, findings: withEarlierRuns(report.findings, lines, emulator) };
  } catch (error) {
    if (error instanceof CannotRun) return report;
    throw error;
  }
}

function historyLines(
  { results, notBegun = [], emulator }: FinishedDrift,
  report: Report,
  baseline: Baseline | undefined,
  time: Date,
  { requestIds, tenant }: DriftOptions,
): HistoryLine[] {
  const run = { time: time.toISOString(), run: randomUUID(), url: runUrl(process.env), tenant, tool: tool.version, emulator };
  return [...results, ...notBegun].flatMap((result, index) => {
    const contract = contracts.find(({ name }) => name === result.row.operation);
    const row = report.operations?.[index] ?? result.row;
    if (contract === undefined) return [];
    const line = historyLine(run, { ...result, row }, contract, marker(baseline, time));
    return [requestIds === false ? withoutRequestIds(line) : line];
  });
}

function failureOf(append: () => void): CannotRun | undefined {
  try {
    append();
    return undefined;
  } catch (error) {
    if (error instanceof CannotRun) return error;
    throw error;
  }
}
