import { groupBy } from '../../contracts/group-by.js';
import { times } from './finding-groups.js';
import type { RunRecord, OperationRow, PlannedRequest } from '../verdict/report.js';

/** What the nightly check did besides judging, in lines for people. A night in which nothing happened has one line. */
export function nightLines({ requests, updates, requestLimit, remarks }: RunRecord, rows: readonly OperationRow[]): string[] {
  const waited = rows.reduce((sum, { waitedMilliseconds }) => sum + waitedMilliseconds, 0);
  const wait = waited === 0 ? '' : `; waited ${(waited / 1000).toFixed(1)} s for better weather`;
  return [
    `${requests} requests of at most ${requestLimit}, ${updates} of them updates${wait}. ${tenantLine(rows)}`.trimEnd(),
    ...rows.flatMap(retries),
    ...remarks,
  ];
}

/** How the tenant stands in the end. */
function tenantLine(rows: readonly OperationRow[]): string {
  const count = (...states: OperationRow['tenant'][]): number => rows.filter(({ tenant }) => states.includes(tenant)).length;
  const bad = count('not-restored', 'not-proven');
  const touched = rows.length - count('not-touched');
  if (touched === 0) return rows.length === 0 ? '' : 'No assignment was touched.';
  if (bad > 0) return 'Not every assignment is known to be as it was.';
  return count('put-back') > 0
    ? 'Each assignment is as it was: read back, and where it differed put back.'
    : 'Each assignment was read back, and is as it was.';
}

/** The steps that needed more than one attempt. A read-back stands between two attempts at an update, and may do so more than once. */
function retries({ operation, apiVersion, steps }: OperationRow): string[] {
  return [...groupBy(steps, ({ step }) => step)]
    .map(([step, ofStep]) => [step, ofStep.flatMap(({ outcomes }) => outcomes)] as const)
    .filter(([, outcomes]) => outcomes.length > 1 && outcomes.some((outcome) => outcome !== '200'))
    .map(([step, outcomes]) => `${operation} ${apiVersion}, ${step}: ${inShort(outcomes)}`);
}

/** Equal outcomes in a row are counted. */
function inShort(outcomes: readonly string[]): string {
  const runs: { outcome: string; count: number }[] = [];
  for (const outcome of outcomes) {
    const last = runs.at(-1);
    if (last?.outcome === outcome) last.count += 1;
    else runs.push({ outcome, count: 1 });
  }
  return runs.map(({ outcome, count }) => (count === 1 ? outcome : `${outcome} (${times(count)})`)).join(', ');
}

/** A request of a dry run: its first line, and its body. */
export function plannedLines({ method, path, body }: PlannedRequest): string[] {
  return [`${method} ${path}`, ...(body === undefined ? [] : [`  ${JSON.stringify(body)}`])];
}
