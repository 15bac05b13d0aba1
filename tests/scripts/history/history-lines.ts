import { codes, type Code } from '../../../contracts/judge/codes.js';
import type { RowVerdict } from '../../../scripts/verdict/exit-code.js';
import type { HistoryFinding, HistoryLine } from '../../../scripts/history/history-line.js';

export const configuration = 'update-device-configuration-assignment';
export const compliance = 'update-device-compliance-policy-assignment';

/** A line of a run in November 2026, with the members that a test names. */
export function lineOf(own: Partial<HistoryLine> & { readonly day?: number } = {}): HistoryLine {
  const { day = 1, ...rest } = own;
  return {
    v: 1,
    time: new Date(Date.UTC(2026, 10, day, 2)).toISOString(),
    run: `run-${day}`,
    operation: configuration,
    version: 'v1.0',
    verdict: 'agrees',
    findings: [],
    reasons: [],
    status: 200,
    milliseconds: 100,
    attempts: 1,
    requestIds: [],
    contract: 'c1',
    tool: '0.1.0',
    emulator: false,
    ...rest,
  };
}

export function findingOf(code: Code, own: Partial<HistoryFinding> = {}): HistoryFinding {
  return { fingerprint: '00000000000000a1', code, severity: codes[code].severity, message: codes[code].means, ...own };
}

/** One line for each letter: `a`grees, `d`isagrees, `i`nconclusive; a blank is a run without this operation. */
export function linesOf(verdicts: string, own: Partial<HistoryLine> = {}): HistoryLine[] {
  const named: Readonly<Record<string, RowVerdict>> = { a: 'agrees', d: 'disagrees', i: 'inconclusive' };
  return Array.from(verdicts).flatMap((letter, index) => {
    const verdict = named[letter];
    return verdict === undefined ? [] : [lineOf({ day: index + 1, verdict, ...own })];
  });
}

export function textOf(lines: readonly HistoryLine[]): string {
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}
