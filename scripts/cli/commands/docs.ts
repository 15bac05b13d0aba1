import { randomUUID } from 'node:crypto';
import { missingPage } from '../../../contracts/compare/compare-contracts.js';
import type { Contract } from '../../../contracts/contract.js';
import { contracts } from '../../../contracts/judge/compiled-contracts.js';
import type { Source } from '../../../contracts/judge/exchange.js';
import type { Finding } from '../../../contracts/judge/finding.js';
import { packagePath } from '../../../contracts/package-files.js';
import { applyBaseline, marker } from '../../baseline/apply-baseline.js';
import { readBaseline } from '../../baseline/baseline-file.js';
import { comparePages, type ComparedRow } from '../../docs/compare-pages.js';
import { compareRevisions } from '../../docs/compare-revisions.js';
import { findPages, operationText, type PageSearch } from '../../docs/find-pages.js';
import { appendHistory, assertAppendable } from '../../history/append-history.js';
import { historyLine } from '../../history/history-line.js';
import { writeReport } from '../../report/write-report.js';
import type { Baseline } from '../../verdict/baseline.js';
import { asksFor, refuseLinksOut, writtenFile } from '../../verdict/destinations.js';
import { CannotRun, type ExitCode } from '../../verdict/exit-code.js';
import { tool, type FailOn, type Report } from '../../verdict/report.js';
import { Tally } from '../../verdict/tally.js';
import { printLines } from '../../verdict/terminal.js';
import { asCannotRun, verdictOf } from '../../verdict/verdict.js';
import type { AcceptOptions } from './accept.js';
import type { ReportOptions } from './report-options.js';

export interface DocsOptions extends ReportOptions, AcceptOptions {
  readonly accept?: string;
  /** A revision of git, or a folder: the pages before a change. */
  readonly against?: string;
}

/** Compares upstream pages with our contracts. If one cannot be compiled, the others are still compared, but the run cannot pass. */
export async function docs(paths: readonly string[], options: DocsOptions): Promise<ExitCode> {
  const { accept, history, failOn } = options;
  const now = new Date();
  if (accept !== undefined) return (await import('./accept.js')).accept(accept, options, now);
  if (options.against !== undefined) return docsAgainst(paths, options.against, options);
  if (paths.length === 0) throw new CannotRun('Give pages: files, folders, or a checkout of microsoft-graph-docs-contrib.');
  const baseline = options.baseline === undefined ? undefined : readBaseline(options.baseline, 'docs');
  refuseLinksOut(history);
  if (history !== undefined) assertAppendable(history);

  const search = findPages(paths, contracts);
  refuseOverwritingPages(search, options);
  const { rows, problems: unreadable } = comparePages(search.pages, failOn);
  const tally = new Tally(failOn, { cases: asksFor(options, 'junit'), places: asksFor(options, 'sarif', 'github') });
  for (const { judged } of rows) for (const one of judged) tally.add(one);
  const problems = [...search.problems, ...unreadable].sort();
  const isEmpty = rows.length === 0 && problems.length === 0;
  if (isEmpty) problems.push(nothingFound(paths, search));
  const missing = isEmpty ? [] : search.missing.map((contract) => missingOperation(contract, search));
  for (const { source, finding } of missing) tally.addAlone(source, finding);

  const judged = tally.report('docs');
  const report = baseline === undefined ? judged : applyBaseline(judged, { rows, incomplete: problems.length > 0 }, baseline, now);
  if (history !== undefined) {
    const lines = [...rows, ...missing.flatMap((one) => missingRows(one, failOn))];
    appendHistory(history, historyLines(lines, baseline, now));
  }
  return finish(report, problems, options);
}

/** Compares our own pages, or those of a folder, with the same pages before a change. */
async function docsAgainst(paths: readonly string[], against: string, options: DocsOptions): Promise<ExitCode> {
  const [folder = packagePath('contracts/pages'), ...others] = paths;
  if (others.length > 0) throw new CannotRun('With --against, give one folder of pages, or none for our own.');
  if (folder === undefined)
    throw new CannotRun('Cannot compare our own pages: they are not on disk beside this file. Give one folder of pages.');
  const { judged, gone, problems, remarks } = compareRevisions(folder, against);
  const tally = new Tally(options.failOn, { cases: asksFor(options, 'junit'), places: asksFor(options, 'sarif', 'github') });
  for (const one of judged) tally.add(one);
  for (const { source, finding } of gone) tally.addAlone(source, finding);
  printLines(remarks);
  return finish({ ...tally.report('docs'), revisions: true }, problems, options);
}

async function finish(report: Report, problems: readonly string[], options: DocsOptions): Promise<ExitCode> {
  await writeReport(problems.length > 0 ? asCannotRun(report, problems) : report, options);
  if (problems.length > 0) throw new CannotRun(problems);
  return report.exitCode;
}

function nothingFound(paths: readonly string[], { searched }: PageSearch): string {
  const ours = contracts.map(operationText).join(' or ');
  return `Cannot find a page of our operations in ${paths.join(', ')} (pages searched: ${searched}). Give pages whose HTTP request is ${ours}.`;
}

interface MissingOperation {
  readonly contract: Contract;
  readonly source: Source;
  readonly finding: Finding;
}

/** A checkout may be partial, so a page that was not found may be there. */
function missingOperation(contract: Contract, { folders, searched }: PageSearch): MissingOperation {
  const message = `no page of ${operationText(contract)} was found among ${searched} in ${folders.join(', ')}`;
  const source = { file: folders[0] ?? '', index: 0, description: `${contract.method} ${contract.name}` };
  return { contract, source, finding: missingPage(contract, 'docs.not-comparable', message) };
}

/** A row for each API version in which the operation was not compared. */
function missingRows({ contract, source, finding }: MissingOperation, failOn: FailOn): ComparedRow[] {
  const { name: operation, apiVersions } = contract;
  const verdict = verdictOf([finding], true, failOn);
  return apiVersions.map((version) => ({
    row: { operation, apiVersion: version, verdict, status: null, milliseconds: 0 },
    judged: [{ source, judgement: { kind: 'judged', operation, version, findings: [finding] } }],
    contract,
  }));
}

/** @throws CannotRun if a report would overwrite a page. */
function refuseOverwritingPages({ pages }: PageSearch, { output, report = [] }: DocsOptions): void {
  const read = new Set(pages.map(({ file }) => writtenFile(file)));
  for (const path of [...(output === undefined ? [] : [output]), ...report.map(({ file }) => file)]) {
    if (read.has(writtenFile(path))) throw new CannotRun(`The report would overwrite ${path}, which is a page. Give another file.`);
  }
}

function historyLines(rows: readonly ComparedRow[], baseline: Baseline | undefined, time: Date): Parameters<typeof appendHistory>[1] {
  const run = { time: time.toISOString(), run: randomUUID(), tool: tool.version, emulator: false };
  return rows.map(({ row, judged, contract }) => historyLine(run, { row, judged, exchanges: [] }, contract, marker(baseline, time)));
}
