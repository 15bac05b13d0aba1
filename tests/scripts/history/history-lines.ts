import { codes, type Code } from '../../../contracts/judge/codes.js';
import type { RowVerdict } from '../../../scripts/verdict/exit-code.js';
import type { KeptFinding, NightLine } from '../../../scripts/history/history-line.js';

export const configuration = 'update-device-configuration-assignment';
export const compliance = 'update-device-compliance-policy-assignment';

/** A line of a night in November 2026, of which a test names only its point. */
export function nightLine(own: Partial<NightLine> & { readonly day?: number } = {}): NightLine {
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

export function kept(code: Code, own: Partial<KeptFinding> = {}): KeptFinding {
  return { fingerprint: '00000000000000a1', code, severity: codes[code].severity, message: codes[code].means, ...own };
}

/** One line for each letter: `a`grees, `d`isagrees, `i`nconclusive, and a blank for a night without this operation. */
export function nights(verdicts: string, own: Partial<NightLine> = {}): NightLine[] {
  const named: Readonly<Record<string, RowVerdict>> = { a: 'agrees', d: 'disagrees', i: 'inconclusive' };
  return Array.from(verdicts).flatMap((letter, index) => {
    const verdict = named[letter];
    return verdict === undefined ? [] : [nightLine({ day: index + 1, verdict, ...own })];
  });
}

export function textOf(lines: readonly NightLine[]): string {
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}
