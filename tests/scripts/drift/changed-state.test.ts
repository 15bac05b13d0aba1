/** Somebody changes assignments while the night looks at them: they are put back, and each change can be had again. */
import { readFileSync, statSync } from 'node:fs';
import { contracts } from '../../../contracts/judge/compiled-contracts.js';
import type { AssignmentCheck } from '../../../scripts/client/assignment.js';
import { runDrift } from '../../../scripts/drift/run-drift.js';
import { useTemporaryFolder } from '../../recordings/temporary-folder.js';
import { answerInProcess } from './answer-in-process.js';
import { FaultyGraph } from './faulty-graph.js';
import { targetOn } from './target-on.js';

let graph: FaultyGraph;
const folder = useTemporaryFolder();
beforeEach(() => {
  graph = new FaultyGraph();
});
answerInProcess(() => graph.fetch);

/** The first assignment of each operation, in beta. */
function checks(): (AssignmentCheck & { readonly operation: string })[] {
  return contracts.flatMap((contract) => {
    const ids = graph.emulator.tenant.all.find(({ operation }) => operation === contract.name);
    return ids === undefined ? [] : [{ contract, version: 'beta', ids, operation: contract.name }];
  });
}

/** What somebody does just after an update: gives an assignment, by its place among the checks, another group. */
type Change = readonly [check: number, groupId: string] | undefined;

/**
 * A night in which somebody changes assignments, and which puts them back.
 * @param changes after the first update, after the second one, and so on.
 * @returns the groups that the remarks lead to: of each remark, those in the file that it names.
 */
async function nightWith(...changes: readonly Change[]): Promise<string[]> {
  const before = graph.state;
  const due = checks();
  graph.forgetUpdates();
  graph.afterUpdate = ({ tenant }, number) => {
    const [index = 0, groupId] = changes[number - 1] ?? [];
    const check = due[index];
    const found = check === undefined ? undefined : tenant.find(check.operation, check.ids);
    if (found === undefined || groupId === undefined) return;
    tenant.put({ ...found, target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId } });
  };
  const { report } = await runDrift(targetOn('http://127.0.0.1:1', folder.path, due), { failOn: 'breaking' });
  expect(graph.state).toBe(before);
  return (report.night?.remarks ?? []).flatMap((remark) => {
    const file = /is saved in (\S+), in case someone/.exec(remark)?.[1];
    return file === undefined ? [] : groupsIn(file);
  });
}

function groupsIn(file: string): string[] {
  expect(statSync(file).mode & 0o777).toBe(0o600);
  return [...readFileSync(file, 'utf8').matchAll(/"groupId": "(\w+)"/g)].map(([, group = '']) => group);
}

test('what stood in the place of each is kept, and each remark names the file that holds it', async () => {
  expect(await nightWith([0, 'one'], undefined, [1, 'two'])).toEqual(['one', 'two']);
});

test('of one that is changed again while it is put back, both are kept', async () => {
  expect(await nightWith([0, 'one'], [0, 'two'])).toEqual(['one', 'two']);
});

test('what an earlier night has kept stays; what stands in a file already is not kept twice', async () => {
  expect(await nightWith([0, 'one'])).toEqual(['one']);
  expect(await nightWith([0, 'two'])).toEqual(['two']);
  expect(await nightWith([0, 'one'])).toEqual(['one']);
  const file = `${folder.path}/journal.json.found`;
  expect([groupsIn(file), groupsIn(`${file}-2`), statSync(`${file}-3`, { throwIfNoEntry: false })]).toEqual([['one'], ['two'], undefined]);
});
