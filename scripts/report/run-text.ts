import { countOf, numeral } from '../../contracts/count-of.js';
import { groupBy } from '../../contracts/group-by.js';
import type { Severity } from '../../contracts/judge/codes.js';
import { shownFile, shownText } from '../verdict/shown-text.js';
import type { OperationRow, PlannedRequest, Report, RunRecord } from '../verdict/report.js';
import { times } from './finding-groups.js';

/** The amounts and the exit code of a run; if nothing was judged, also why. */
export function summaryLine({ command, exitCode, commandExitCode, summary, flaky = [], nothingJudged }: Report): string {
  const [thing, done] = command === 'docs' ? ['page', 'compared'] : ['exchange', 'judged'];
  const isEmpty = summary.judged + summary.inconclusive === 0;
  const amounts: [number, string][] = [
    [summary.judged, done],
    [summary.inconclusive, 'inconclusive'],
    [summary.outside, 'of other operations'],
    ...(['breaking', 'unknown', 'additive'] as const satisfies readonly Severity[]).map((name): [number, string] => [summary[name], name]),
    [flaky.length, 'flaky'],
    [summary.notes, summary.notes === 1 ? 'note' : 'notes'],
    [summary.accepted ?? 0, 'accepted'],
    [summary.pending ?? 0, 'pending'],
  ];
  const listed = amounts
    .filter(([amount, name]) => amount > 0 || (name === done && !isEmpty))
    .map(([amount, name]) => `${numeral(amount)} ${name}`);
  const text = [countOf(summary.exchanges, thing), ...listed].join(', ');
  const code = commandExitCode === undefined ? `Exit code ${exitCode}` : `Exit code ${commandExitCode}, that of the command`;
  if (!isEmpty) return `${text}. ${code}.`;
  return nothingJudged === undefined ? `${text}; nothing was judged. ${code}.` : `${text}. ${shownText(nothingJudged, 2000)} ${code}.`;
}

/** What the nightly check did besides judging, in lines. */
export function runLines({ requests, updates, requestLimit, remarks, simulatedClock }: RunRecord, rows: readonly OperationRow[]): string[] {
  const waited = rows.reduce((sum, { waitedMilliseconds }) => sum + waitedMilliseconds, 0);
  const wait = waited === 0 ? '' : `; waited ${(waited / 1000).toFixed(1)} s on retries${simulatedClock ? ' (simulated clock)' : ''}`;
  return [
    `${requests} requests of at most ${requestLimit}, ${updates} of them updates${wait}. ${tenantSentence(rows)}`.trimEnd(),
    ...rows.flatMap(retries),
    ...remarks,
  ];
}

/** Names the baseline of a run, if it has one. */
export function baselineLines({ baseline }: Report): string[] {
  return baseline === undefined ? [] : [`Accepted findings come from the baseline ${shownFile(baseline.file)}.`];
}

function tenantSentence(rows: readonly OperationRow[]): string {
  const states = rows.map(({ tenant }) => tenant);
  if (rows.length === 0) return '';
  if (states.every((state) => state === 'not-touched')) return 'No assignment was touched.';
  if (states.includes('not-restored') || states.includes('not-proven')) return 'Not all assignments are verified unchanged.';
  return states.includes('put-back') ? 'Changed assignments were restored. All are verified.' : 'All assignments are verified unchanged.';
}

/** The steps that needed more than one attempt, with their outcomes. Equal outcomes in a row are counted. */
function retries({ operation, apiVersion, steps }: OperationRow): string[] {
  return [...groupBy(steps, ({ step }) => step)].flatMap(([step, ofStep]) => {
    const outcomes = ofStep.flatMap((one) => one.outcomes);
    // A read is repeated to compare versions and to read back.
    if (outcomes.length === 1 || (step.startsWith('GET') && outcomes.every((outcome) => outcome === '200'))) return [];
    const starts = outcomes.flatMap((outcome, index) => (outcome === outcomes[index - 1] ? [] : [index]));
    const counted = starts.map((start, index) => {
      const count = (starts[index + 1] ?? outcomes.length) - start;
      return `${outcomes[start] ?? ''}${count === 1 ? '' : ` (${times(count)})`}`;
    });
    return [`${operation} ${apiVersion}, ${step}: ${counted.join(', ')}`];
  });
}

/** A request of a dry run: its first line, and its body. */
export function plannedLines({ method, path, body }: PlannedRequest): string[] {
  return [`${method} ${path}`, ...(body === undefined ? [] : [`  ${JSON.stringify(body)}`])];
}

/** The operation of a row, with the key of its assignment if the run checked several of that operation. */
export function rowName({ operation, assignment }: OperationRow, rows: readonly OperationRow[]): string {
  const isSeveral = rows.some((row) => row.operation === operation && row.assignment !== assignment);
  return isSeveral && assignment !== undefined ? `${operation} #${assignment}` : operation;
}

/** The cells of a table about the operations of a run: operation, API version, verdict, status, rules. */
export function operationCells({
  operation,
  apiVersion,
  verdict,
  status,
  tenant,
  rulesSeen: { documented, metadata },
}: OperationRow): string[] {
  const rules = `${documented.join(' of ')} documented, ${metadata.join(' of ')} metadata`;
  return [operation, apiVersion, verdict, status === null ? (tenant === 'not-touched' ? 'not sent' : 'no answer') : String(status), rules];
}
