import { faults, type Side } from './inputs/faults.js';

/** What somebody reported: the planted faults by name, and how much besides that is none of them. */
export interface Found {
  readonly faults: ReadonlyMap<string, number>;
  readonly others: number;
}

/** Adds up reported findings, each of which is recognised as a planted fault or is not. */
export function sumUp(reported: Iterable<{ readonly fault: string | undefined; readonly count: number }>): Found {
  const found = new Map<string, number>();
  let others = 0;
  for (const { fault, count } of reported) {
    if (fault === undefined) others += count;
    else found.set(fault, (found.get(fault) ?? 0) + count);
  }
  return { faults: found, others };
}

interface ReportedFinding {
  readonly code: string;
  readonly pointer: string;
  readonly severity: string;
  readonly count?: number;
}

/** What our own findings are. Notes are none. */
export function recogniseFindings(findings: readonly ReportedFinding[], side: Side): Found {
  return sumUp(
    findings
      .filter(({ severity }) => severity !== 'note')
      .map(({ code, pointer, count = 1 }) => ({
        fault: faults.find((fault) => fault[side] === code && fault.pointer === pointer)?.name,
        count,
      })),
  );
}

/** True when nothing is missing, and nothing is reported that was not planted. */
export function isExact(found: Found, planted: ReadonlyMap<string, number>): boolean {
  return (
    found.others === 0 && found.faults.size === planted.size && [...planted].every(([name, count]) => found.faults.get(name) === count)
  );
}

export function total(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}
