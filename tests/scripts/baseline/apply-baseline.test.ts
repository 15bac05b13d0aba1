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

interface Setting {
  readonly found?: readonly Code[];
  readonly reason?: InconclusiveReason;
  readonly accepted?: readonly BaselineEntry[];
  readonly on?: string;
  readonly failOn?: Report['failOn'];
  readonly verdict?: Verdict;
  readonly incomplete?: boolean;
  /** Whether another finding did not recur. */
  readonly flaky?: boolean;
  /** False for a run that checked no operation. */
  readonly checked?: boolean;
}

/** The report of a run of one operation, under a baseline. */
function reportUnder(setting: Setting): Report {
  const { found = [], reason, accepted = [], on = '2026-11-21', failOn = 'breaking', checked = true, incomplete = false } = setting;
  const judged = judgedAs(found, reason);
  const flaky = setting.flaky ? flakyOnes : [];
  const tally = new Tally(failOn, { cases: true });
  for (const one of judged) tally.add(one);
  for (const one of flaky) tally.addFlaky(one);
  const findings = judged.flatMap(({ judgement }) => (judgement.kind === 'outside' ? [] : judgement.findings));
  const row: OperationRow = {
    operation,
    apiVersion: 'beta',
    verdict: verdictOf(findings, reason !== undefined || flaky.length > 0, failOn),
    status: 200,
    milliseconds: 1,
    rulesSeen: { documented: [1, 1], metadata: [1, 1] },
    tenant: 'unchanged',
    requests: 3,
    waitedMilliseconds: 0,
    steps: [],
  };
  const report = tally.report('drift', checked ? [row] : []);
  const { verdict = report.verdict } = setting;
  return applyBaseline(
    { ...report, verdict, exitCode: exitCodes[verdict] },
    { rows: checked ? [{ row, judged, flaky }] : [], incomplete },
    { file: 'b.json', accepted },
    new Date(`${on}T23:59:59Z`),
  );
}

const statusFound: Setting = { found: ['response.status'] };
const statusAccepted: Setting = { ...statusFound, accepted: [entry()] };
const a1 = entry().fingerprint;
const b1 = entry({ fingerprint: '00000000000000b1' });

test.each<[name: string, setting: Setting, verdict: Verdict, states: readonly (string | undefined)[], removable?: string[], row?: Verdict]>(
  [
    ['nothing is accepted', statusFound, 'disagrees', [undefined]],
    ['an accepted finding passes', statusAccepted, 'agrees', ['accepted']],
    ['also on the last day', { ...statusAccepted, on: '2026-12-31' }, 'agrees', ['accepted']],
    ['but not on the day after', { ...statusAccepted, on: '2027-01-01' }, 'disagrees', ['expired']],
    [
      'another finding still fails',
      { ...statusAccepted, found: ['response.status', 'response.body.null'], failOn: 'unknown' },
      'disagrees',
      ['accepted', undefined],
    ],
    ['a throttled run stays inconclusive', { ...statusAccepted, reason: 'throttled' }, 'inconclusive', ['accepted']],
    ['an entry that no longer occurs is removable', { accepted: [entry()] }, 'agrees', [], [a1]],
    ['an expired one too', { accepted: [entry()], on: '2027-06-01' }, 'agrees', [], [a1]],
    ['an outage proves nothing', { accepted: [entry()], reason: 'outage' }, 'inconclusive', []],
    ['nor does a run with a flaky finding', { accepted: [entry()], flaky: true }, 'inconclusive', []],
    ['with which an accepted one is inconclusive', { ...statusAccepted, flaky: true }, 'inconclusive', ['accepted']],
    ['an incomplete run', { ...statusAccepted, accepted: [entry(), b1], incomplete: true }, 'inconclusive', ['accepted'], [], 'agrees'],
    ['a run that checked no operation, as a dry run', { accepted: [entry()], checked: false }, 'agrees', []],
    [
      'entries of operations that were not checked',
      { accepted: [entry({ operation: 'another' }), { ...b1, operation, apiVersion: 'v1.0' }] },
      'agrees',
      [],
    ],
    ['an entry of the operation', { accepted: [entry({ operation, apiVersion: 'beta' })] }, 'agrees', [], [a1]],
    ['an entry of the operation in any version', { accepted: [entry({ operation })] }, 'agrees', [], [a1]],
    ['a tenant that was not restored', { ...statusAccepted, verdict: 'not-restored' }, 'not-restored', ['accepted'], [], 'agrees'],
    ['a refused run', { accepted: [entry()], verdict: 'refused' }, 'refused', [], [], 'agrees'],
  ],
)('%s', (_, setting, verdict, states, removable = [], row = verdict) => {
  const report = reportUnder(setting);
  expect(report).toMatchObject({ verdict, exitCode: exitCodes[verdict] });
  expect(report.operations?.map((one) => one.verdict)).toEqual(setting.checked === false ? [] : [row]);
  expect(report.findings.map(({ baseline }) => baseline?.state)).toEqual(states);
  expect(report.baseline?.removable.map(({ fingerprint }) => fingerprint)).toEqual(removable);
});

test('each case of the report carries the entry too', () => {
  const { cases } = reportUnder(statusAccepted);
  expect(cases?.flatMap(({ findings }) => findings.map(({ baseline }) => baseline?.owner))).toEqual(['team intune']);
});

test('a baseline makes no verdict worse, and loses nothing from the sums', () => {
  const rank: Partial<Record<Verdict, number>> = { agrees: 0, inconclusive: 1, disagrees: 2 };
  const all = Object.keys(fingerprints) as Code[];
  const settings = record({
    found: subarray(all),
    throttled: boolean(),
    failOn: constantFrom('breaking' as const, 'unknown' as const, 'additive' as const),
    accepted: array(record({ code: constantFrom(...all), over: boolean() }), { maxLength: 3 }),
  });
  assert(
    property(settings, ({ found, throttled, failOn, accepted }) => {
      const setting = { found, failOn, reason: throttled ? ('throttled' as const) : undefined };
      const entries = accepted.map(({ code, over }) =>
        entry({ fingerprint: fingerprints[code] ?? '', expires: over ? '2026-01-01' : '2026-12-31' }),
      );
      const before = reportUnder(setting);
      const after = reportUnder({ ...setting, accepted: entries });
      expect(rank[after.verdict] ?? 9).toBeLessThanOrEqual(rank[before.verdict] ?? 9);
      expect(sumOf(after)).toBe(sumOf(before));
      expect(after.verdict).toBe(after.operations?.[0]?.verdict);
      const open = after.findings.filter(({ baseline }) => baseline?.state !== 'accepted');
      expect(after.verdict === 'disagrees').toBe(open.some(({ severity }) => fails(severity, failOn)));
    }),
  );
});

function sumOf({ summary: { breaking, unknown, additive, notes, accepted = 0 } }: Report): number {
  return breaking + unknown + additive + notes + accepted;
}
