/** Someone changes assignments during a run: they are restored, and each change is saved in a file that a remark names. */
import { readFileSync, statSync } from 'node:fs';
import { contracts } from '../../../contracts/judge/compiled-contracts.js';
import { firstCheck, useRunsInProcess } from './runs-in-process.js';
import { assignmentsIn, putAssignment } from '../../equipment/emulated-assignments.js';

const runs = useRunsInProcess();

/** Someone gives an assignment another group, right after an update. The assignment is named by its place among the checks. */
type Change = readonly [check: number, groupId: string] | undefined;

/**
 * Checks the first assignment of each operation in beta.
 * @param changes after the first update, after the second one, and so on.
 * @returns the groups in the files that the remarks name.
 */
async function savedDuring(...changes: readonly Change[]): Promise<string[]> {
  const { graph } = runs;
  const before = graph.state;
  const checks = contracts.map((contract) => firstCheck(graph.emulator, 'beta', [contract]));
  graph.heal();
  graph.afterUpdate = (_, number) => {
    const [index = 0, groupId] = changes[number - 1] ?? [];
    const { tenant } = graph.emulator;
    const check = checks[index];
    const assignment =
      check &&
      assignmentsIn(tenant).find(
        ({ operation, assignmentId }) => operation === check.contract.name && assignmentId === check.ids.assignmentId,
      );
    if (assignment === undefined || groupId === undefined) return;
    putAssignment(tenant, { ...assignment, target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId } });
  };
  const { report } = await runs.run({}, checks);
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

test.each<readonly [string, readonly Change[]]>([
  ['of two assignments', [[0, 'one'], undefined, [1, 'two']]],
  [
    'of one, and again while it is restored',
    [
      [0, 'one'],
      [0, 'two'],
    ],
  ],
])('changes %s are saved', async (_, changes) => {
  expect(await savedDuring(...changes)).toEqual(['one', 'two']);
});

test('changes of earlier runs stay, and equal ones are saved once', async () => {
  for (const group of ['one', 'two', 'one']) expect(await savedDuring([0, group])).toEqual([group]);
  const file = `${runs.folder.path}/journal.json.found`;
  expect([groupsIn(file), groupsIn(`${file}-2`), statSync(`${file}-3`, { throwIfNoEntry: false })]).toEqual([['one'], ['two'], undefined]);
});
