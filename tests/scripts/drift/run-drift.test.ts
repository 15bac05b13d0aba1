import { contracts } from '../../../contracts/judge/compiled-contracts.js';
import * as judging from '../../../contracts/judge/judge.js';
import { emulatedConnection } from '../../../scripts/drift/emulated-connection.js';
import { runDrift, type DriftResult } from '../../../scripts/drift/run-drift.js';
import type { DriftConnection } from '../../../scripts/drift/session/drift-connection.js';
import type { FailOn } from '../../../scripts/verdict/report.js';
import { simulations, type SimulationName } from '../../../scripts/emulator/simulations.js';
import { simulationRows, type SimulationRow } from '../emulator/simulation-rows.js';

const rowsInAll = contracts.flatMap((contract) => contract.apiVersions.map((version) => [contract.name, version]));

/** The rows of the table for the nightly check, which sends the group target after a GET. */
function rowsOf(name: SimulationName): SimulationRow[] {
  const rows = simulationRows.filter(({ simulation }) => simulation === name);
  const narrower = [
    ({ known }: SimulationRow) => known?.objectExists === true,
    ({ sends }: SimulationRow) => sends === 'groupAssignmentTarget',
  ];
  return narrower.reduce((left, fits) => (left.some(fits) ? left.filter(fits) : left), rows);
}

/** A run on the embedded emulator with a stopped clock. */
async function onEmulator<Result>(run: (connection: DriftConnection) => Promise<Result>, simulate?: SimulationName): Promise<Result> {
  const connection = await emulatedConnection({ simulate }, () => 0);
  return run(connection).finally(connection.close);
}

function simulated(simulate: SimulationName, failOn: FailOn): Promise<DriftResult> {
  return onEmulator((connection) => runDrift(connection, { failOn }), simulate);
}

test('a healthy Graph agrees, in every operation and version', async () => {
  const { report } = await onEmulator((connection) => runDrift(connection, { failOn: 'breaking' }));
  expect(report).toMatchObject({ command: 'drift', verdict: 'agrees', exitCode: 0, inconclusive: [] });
  // One for each update: no news but the tenant's.
  expect(report.summary).toMatchObject({ exchanges: 4, judged: 4, outside: 0, inconclusive: 0, breaking: 0, unknown: 0, additive: 0 });
  expect(report.operations?.map(({ operation, apiVersion }) => [operation, apiVersion])).toEqual(rowsInAll);
  expect(report.operations?.map(({ verdict, status, milliseconds }) => [verdict, status, milliseconds])).toEqual(
    rowsInAll.map(() => ['agrees', 200, 0]),
  );
});

test('a run whose updates are all outside of the contract is inconclusive', async () => {
  jest.spyOn(judging, 'judge').mockReturnValue({ kind: 'outside' });
  const { report } = await onEmulator((connection) => runDrift(connection, { failOn: 'breaking' })).finally(jest.restoreAllMocks);
  expect([report.verdict, report.exitCode]).toEqual(['inconclusive', 3]);
  expect(report.operations?.map(({ verdict }) => verdict)).toEqual(rowsInAll.map(() => 'inconclusive'));
});

test.each((Object.keys(simulations) as SimulationName[]).map((name) => [name] as const))(
  '%s: the verdict of the table',
  async (simulate) => {
    const { report } = await simulated(simulate, 'breaking');
    for (const row of rowsOf(simulate)) {
      const expected = row.verdict === 'breaking' ? 'disagrees' : row.verdict === 'inconclusive' ? 'inconclusive' : 'agrees';
      const affected = report.operations?.filter(({ apiVersion }) => row.versions?.some((version) => version === apiVersion) ?? true);
      expect(affected?.map(({ verdict }) => verdict)).toEqual(affected?.map(() => expected));
      const codes = report.findings.map(({ code }) => code);
      for (const { code } of row.findings) expect(codes).toContain(code);
      expect(report.inconclusive.map(({ reason }) => reason)).toEqual(row.reason === undefined ? [] : [row.reason]);
    }
    const verdicts = new Set(report.operations?.map(({ verdict }) => verdict));
    const worst = verdicts.has('disagrees') ? 'disagrees' : verdicts.has('inconclusive') ? 'inconclusive' : 'agrees';
    expect([report.verdict, report.exitCode]).toEqual([worst, { disagrees: 1, inconclusive: 3, agrees: 0 }[worst]]);
  },
);

test.each([
  ['target-null', 'unknown', 'disagrees'],
  ['target-null', 'breaking', 'agrees'],
  ['new-property', 'additive', 'disagrees'],
  ['new-property', 'unknown', 'agrees'],
  ['type-omitted', 'additive', 'agrees'],
  ['throttled', 'additive', 'inconclusive'],
] as const)('%s with --fail-on %s: %s', async (simulate, failOn, verdict) => {
  const { report } = await simulated(simulate, failOn);
  expect(report.verdict).toBe(verdict);
});
