/** Names of members come from Graph, or from a server between: names that could be an id or a person are not shown. */
import type { ApiVersion } from '../../../contracts/contract.js';
import type { DriftMode } from '../../../scripts/drift/session/drift-run.js';
import { ok, ownTarget, useScriptedChecks } from './scripted-checks.js';

const { runBy } = useScriptedChecks();

const hostile = [
  '22222222-2222-4222-8222-222222222222',
  'Contoso Hamburg',
  'anna.mueller',
  ['eyJ', 'hbGciOiJub25lIn0', '.eyJhIjoxfQ.sig'].join(''),
];
const added = Object.fromEntries(hostile.map((name) => [name, 1]));

/** The members of the assignment, and its target. */
type Shown = (isBeta: boolean, isUpdated: boolean) => readonly [target: object, members?: Readonly<Record<string, unknown>>];

async function expectShown(mode: DriftMode, version: ApiVersion, show: Shown, expected: string): Promise<void> {
  let isUpdated = false;
  const { report, results } = await runBy(
    ({ method, path }) => {
      isUpdated ||= method !== 'GET';
      return ok(...show(path.startsWith('/beta/'), isUpdated));
    },
    { mode, version },
  );
  const text = JSON.stringify([report, results.map(({ row, judged, flaky, refusal }) => ({ row, judged, flaky, refusal }))]);
  expect(text).toContain(expected);
  expect(hostile.filter((name) => text.includes(name))).toEqual([]);
}

const withAdded: Shown = (_, isUpdated) => [ownTarget, isUpdated ? added : {}];

test.each<readonly [string, DriftMode, ApiVersion, Shown, string]>([
  ['members that came with the update', 'check', 'beta', withAdded, '(<guid>, <name>) and had to be restored'],
  [
    'a member that came with the update',
    'check',
    'beta',
    (_, isUpdated) => [ownTarget, isUpdated ? { [String(hostile[0])]: 1 } : {}],
    'has another <guid> after',
  ],
  [
    'members that only beta shows',
    'check',
    'v1.0',
    (isBeta) => [{ ...ownTarget, ...(isBeta ? added : {}) }],
    '<name> is set, which only beta shows',
  ],
  [
    'members that a dry run would send',
    'dry-run',
    'beta',
    () => [{ ...ownTarget, ...added, [`${String(hostile[1])}@odata.type`]: 'x' }],
    '"<name>":"{<name>}"',
  ],
  ['a type that a dry run would send', 'dry-run', 'beta', () => [{ '@odata.type': hostile[2] }], 'a string of 12 characters'],
])('%s', async (_, mode, version, show, expected) => {
  await expectShown(mode, version, show, expected);
});

test('members beside the journal of an interrupted run', async () => {
  await expectShown('check', 'beta', withAdded, '<guid>');
  await expectShown('dry-run', 'beta', () => [ownTarget, added], 'has changed (');
});
