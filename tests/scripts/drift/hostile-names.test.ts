/** Names of members come from Graph, or from whoever is on the way: none that could be an id or a person is said. */
import { contracts } from '../../../contracts/judge/compiled-contracts.js';
import type { ApiVersion } from '../../../contracts/contract.js';
import { runDrift } from '../../../scripts/drift/run-drift.js';
import type { DriftMode } from '../../../scripts/drift/session/drift-run.js';
import { useTemporaryFolder } from '../../recordings/temporary-folder.js';
import { targetOn } from './target-on.js';
import { scriptedGraph } from './scripted-graph.js';

const ids = { policyId: 'policy', assignmentId: 'policy_target' };
const target = { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: 'g' };
const hostile = [
  '22222222-2222-4222-8222-222222222222',
  'Contoso Hamburg',
  'anna.mueller',
  ['eyJ', 'hbGciOiJub25lIn0', '.eyJhIjoxfQ.sig'].join(''),
];
const added = Object.fromEntries(hostile.map((name) => [name, 1]));

const folder = useTemporaryFolder();

/** Runs a night on an assignment whose body depends on the version, and on whether it was updated. @returns all that it says. */
async function saidBy(mode: DriftMode, version: ApiVersion, body: (isBeta: boolean, isUpdated: boolean) => object): Promise<string> {
  const [contract] = contracts;
  if (contract === undefined) throw new Error('There is no contract.');
  let isUpdated = false;
  const graph = scriptedGraph(({ method, path }) => {
    isUpdated ||= method !== 'GET';
    return { status: 200, body: { id: ids.assignmentId, ...body(path.startsWith('/beta/'), isUpdated) } };
  });
  const stage = targetOn(graph.origin, folder.path, [{ contract, version, ids }]);
  const { report, results } = await runDrift(stage, { failOn: 'breaking', mode, budget: 0 }).finally(graph.close);
  return JSON.stringify([report, results.map(({ row, judged, flaky, refusal }) => ({ row, judged, flaky, refusal }))]);
}

test.each<readonly [string, DriftMode, ApiVersion, (isBeta: boolean, isUpdated: boolean) => object, string]>([
  [
    'of members that came with the update',
    'check',
    'beta',
    (_, isUpdated) => ({ target, ...(isUpdated ? added : {}) }),
    '(<guid>, <name>) and had to be restored',
  ],
  [
    'of a member that came with the update',
    'check',
    'beta',
    (_, isUpdated) => ({ target, ...(isUpdated ? { [String(hostile[0])]: 1 } : {}) }),
    'has another <guid> after',
  ],
  [
    'of what only beta shows',
    'check',
    'v1.0',
    (isBeta) => ({ target: { ...target, ...(isBeta ? added : {}) } }),
    '<name> is set, which only beta shows',
  ],
  [
    'of what a dry run would send',
    'dry-run',
    'beta',
    () => ({ target: { ...target, ...added, [`${String(hostile[1])}@odata.type`]: 'x' } }),
    '"<name>":"{<name>}"',
  ],
  [
    'of a type that a dry run would send',
    'dry-run',
    'beta',
    () => ({ target: { '@odata.type': hostile[2] } }),
    'a string of 12 characters',
  ],
])('%s', async (_, mode, version, body, says) => {
  const said = await saidBy(mode, version, body);
  expect(said).toContain(says);
  expect(hostile.filter((name) => said.includes(name))).toEqual([]);
});

test('of members beside the journal of an interrupted run', async () => {
  const body = (_: boolean, isUpdated: boolean): object => ({ target, ...(isUpdated ? added : {}) });
  await saidBy('check', 'beta', body);
  const said = await saidBy('dry-run', 'beta', () => body(true, true));
  expect(said).toContain('has changed (');
  expect(hostile.filter((name) => said.includes(name))).toEqual([]);
});
