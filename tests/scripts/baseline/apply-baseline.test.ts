import { array, assert, boolean, constantFrom, property, record, subarray } from '../../equipment/fast-check.js';
import type { Code, InconclusiveReason } from '../../../contracts/judge/codes.js';
import { applyBaseline } from '../../../scripts/baseline/apply-baseline.js';
import type { BaselineEntry } from '../../../scripts/verdict/baseline.js';
import { exitCodes, type Verdict } from '../../../scripts/verdict/exit-code.js';
import type { OperationRow, Report } from '../../../scripts/verdict/report.js';
import { fails, verdictOf } from '../../../scripts/verdict/verdict.js';
import { type Judged, Tally } from '../../../scripts/verdict/tally.js';
import { judgedIn } from '../report/golden-input.js';
import { entry } from './entry.js';

const operation = 'update-device-configuration-assignment';
const fingerprints: Partial<Record<Code, string>> = {
  'response.status': '00000000000000a1',
  'response.body.null': '00000000000000a2',
  'response.body.type-omitted': '00000000000000a3',
};

function judgedAs(found: readonly Code[], reason?: InconclusiveReason): Judged[] {
  const findings = found.map((code) => ({ code, fingerprint: fingerprints[code] ?? '' }));
  return judgedIn({
    judged: [{ source: { file: 'drift', index: 0, description: '' }, findings, reason }],
  });
}

const flakyOnes = judgedAs(['response.body.not-json']).flatMap(({ source, judgement }) =>
  judgement.kind === 'outside' ? [] : judgement.findings.map((finding) => ({ ...finding, source })),
);

interface NightSetting {
  readonly found?: readonly Code[];
  readonly reason?: InconclusiveReason;
  readonly accepted?: readonly BaselineEntry[];
  readonly on?: string;
  readonly failOn?: Report['failOn'];
  readonly verdict?: Verdict;
  readonly incomplete?: boolean;
  /** Whether another finding came only once. */
  readonly flaky?: boolean;
  /** Whether any operation was looked at. */
  readonly looked?: boolean;
}

/** The report on a night of one operation, under a baseline. */
function nightUnder({
  found = [],
  reason,
  accepted = [],
  on = '2026-11-21',
  failOn = 'breaking',
  verdict,
  incomplete = false,
  flaky = false,
  looked = true,
}: NightSetting): Report {
  const judged = judgedAs(found, reason);
  const tally = new Tally(failOn, { cases: true });
  for (const one of judged) tally.add(one);
  if (flaky) for (const one of flakyOnes) tally.addFlaky(one);
  const findings = judged.flatMap(({ judgement }) => (judgement.kind === 'outside' ? [] : judgement.findings));
  const row: OperationRow = {
    operation,
    apiVersion: 'beta',
    verdict: verdictOf(findings, reason !== undefined || flaky, failOn),
    status: 200,
    milliseconds: 1,
    rulesSeen: { documented: [1, 1], metadata: [1, 1] },
    tenant: 'unchanged',
    requests: 3,
    waitedMilliseconds: 0,
    steps: [],
  };
  const report = {
    ...tally.report('drift', looked ? [row] : []),
    ...(verdict === undefined ? {} : { verdict, exitCode: exitCodes[verdict] }),
  };
  return applyBaseline(
    report,
    { rows: looked ? [{ row, judged, flaky: flaky ? flakyOnes : [] }] : [], incomplete },
    { file: 'b.json', accepted },
    new Date(`${on}T23:59:59Z`),
  );
}

function outcome({ verdict, exitCode, findings, operations = [], baseline }: Report): object {
  return {
    verdict,
    exitCode,
    row: operations[0]?.verdict,
    states: findings.map((finding) => finding.baseline?.state),
    removable: baseline?.removable.map(({ fingerprint }) => fingerprint),
  };
}

const agrees = { verdict: 'agrees', exitCode: 0, row: 'agrees' };
const disagrees = { verdict: 'disagrees', exitCode: 1, row: 'disagrees' };
const inconclusive = { verdict: 'inconclusive', exitCode: 3, row: 'inconclusive' };

test.each<[string, NightSetting, object]>([
  ['nothing accepted: as ever', { found: ['response.status'] }, { ...disagrees, states: [undefined], removable: [] }],
  ['accepted: it passes', { found: ['response.status'], accepted: [entry()] }, { ...agrees, states: ['accepted'], removable: [] }],
  [
    'on the last day it still passes',
    { found: ['response.status'], accepted: [entry()], on: '2026-12-31' },
    { ...agrees, states: ['accepted'], removable: [] },
  ],
  [
    'on the day after it fails again',
    { found: ['response.status'], accepted: [entry()], on: '2027-01-01' },
    { ...disagrees, states: ['expired'], removable: [] },
  ],
  [
    'another finding beside it still fails',
    { found: ['response.status', 'response.body.null'], accepted: [entry()], failOn: 'unknown' },
    { ...disagrees, states: ['accepted', undefined], removable: [] },
  ],
  [
    'what was accepted does not make a broken night a good one',
    { found: ['response.status'], reason: 'throttled', accepted: [entry()] },
    { ...inconclusive, states: ['accepted'], removable: [] },
  ],
  ['it no longer occurs: removable', { accepted: [entry()] }, { ...agrees, states: [], removable: ['00000000000000a1'] }],
  ['removable though expired', { accepted: [entry()], on: '2027-06-01' }, { ...agrees, states: [], removable: ['00000000000000a1'] }],
  [
    'a night that could not judge proves nothing',
    { reason: 'outage', accepted: [entry()] },
    { ...inconclusive, states: [], removable: [] },
  ],
  [
    'a finding that came only once leaves the night open: nothing is removable',
    { accepted: [entry()], flaky: true },
    { ...inconclusive, states: [], removable: [] },
  ],
  [
    'what was accepted, and another finding that came only once',
    { found: ['response.status'], accepted: [entry()], flaky: true },
    { ...inconclusive, states: ['accepted'], removable: [] },
  ],
  [
    'a night that was cut short',
    { found: ['response.status'], accepted: [entry(), entry({ fingerprint: '00000000000000b1' })], incomplete: true },
    { verdict: 'inconclusive', exitCode: 3, row: 'agrees', states: ['accepted'], removable: [] },
  ],
  [
    'a night that looked at no operation, as a dry run, proves nothing',
    { accepted: [entry()], looked: false },
    { verdict: 'agrees', exitCode: 0, row: undefined, states: [], removable: [] },
  ],
  [
    'of another operation, which this night did not look at',
    { accepted: [entry({ operation: 'another' }), entry({ fingerprint: '00000000000000b1', operation, apiVersion: 'v1.0' })] },
    { ...agrees, states: [], removable: [] },
  ],
  [
    'of this operation',
    { accepted: [entry({ operation, apiVersion: 'beta' })] },
    { ...agrees, states: [], removable: ['00000000000000a1'] },
  ],
  [
    'of this operation, in whatever version',
    { accepted: [entry({ operation })] },
    { ...agrees, states: [], removable: ['00000000000000a1'] },
  ],
  [
    'a tenant that could not be put back stays the news',
    { found: ['response.status'], accepted: [entry()], verdict: 'not-restored' },
    { verdict: 'not-restored', exitCode: 5, row: 'agrees', states: ['accepted'], removable: [] },
  ],
  [
    'a refused night proves nothing',
    { accepted: [entry()], verdict: 'refused' },
    { verdict: 'refused', exitCode: 4, row: 'agrees', states: [], removable: [] },
  ],
])('%s', (_, setting, expected) => {
  expect(outcome(nightUnder(setting))).toEqual(expected);
});

test('each case of the report says so too', () => {
  const { cases } = nightUnder({ found: ['response.status'], accepted: [entry()] });
  expect(cases?.flatMap(({ findings }) => findings.map(({ baseline }) => baseline?.owner))).toEqual(['team intune']);
});

test('whatever is accepted: no verdict becomes worse, nothing is lost from the sums, and without entries nothing changes', () => {
  const rank: Partial<Record<Verdict, number>> = { agrees: 0, inconclusive: 1, disagrees: 2 };
  const all = Object.keys(fingerprints) as Code[];
  const settings = record({
    found: subarray(all),
    weather: boolean(),
    failOn: constantFrom('breaking' as const, 'unknown' as const, 'additive' as const),
    accepted: array(record({ code: constantFrom(...all), over: boolean() }), { maxLength: 3 }),
  });
  assert(
    property(settings, ({ found, weather, failOn, accepted }) => {
      const setting = { found, failOn, ...(weather ? { reason: 'throttled' as const } : {}) };
      const entries = accepted.map(({ code, over }) =>
        entry({ fingerprint: fingerprints[code] ?? '', expires: over ? '2026-01-01' : '2026-12-31' }),
      );
      const before = nightUnder(setting);
      const after = nightUnder({ ...setting, accepted: entries });
      expect(rank[after.verdict] ?? 9).toBeLessThanOrEqual(rank[before.verdict] ?? 9);
      expect(sumOf(after)).toBe(sumOf(before));
      expect(after.verdict).toBe(after.operations?.[0]?.verdict);
      // It passes only when nothing that fails is left.
      const open = after.findings.filter(({ baseline }) => baseline?.state !== 'accepted');
      expect(after.verdict === 'disagrees').toBe(open.some(({ severity }) => fails(severity, failOn)));
    }),
  );
});

function sumOf({ summary: { breaking, unknown, additive, notes, accepted = 0 } }: Report): number {
  return breaking + unknown + additive + notes + accepted;
}
