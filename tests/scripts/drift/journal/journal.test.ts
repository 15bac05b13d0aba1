import * as fs from 'node:fs';
import { join } from 'node:path';
import type { BeforeState } from '../../../../scripts/drift/journal/before-state.js';
import { Journal } from '../../../../scripts/drift/journal/journal.js';
import { useTemporaryFolder } from '../../../recordings/temporary-folder.js';

const state: BeforeState = {
  format: 1,
  tenant: 'a-tenant',
  operation: 'update-device-configuration-assignment',
  policyId: 'a-policy',
  assignmentId: 'an-assignment',
  views: [
    { version: 'v1.0', body: { id: 'an-assignment', target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: 'ä' } } },
  ],
  differed: false,
};

const folder = useTemporaryFolder();

function newJournal(): Journal {
  const journal = new Journal(join(folder.path, 'state', 'journal.json'));
  journal.prepare();
  return journal;
}

test('a written state is read until it is removed', () => {
  const journal = newJournal();
  expect(journal.read()).toBeUndefined();
  journal.write(state);
  expect(new Journal(journal.file).read()).toEqual(state);
  journal.write({ ...state, differed: true });
  expect(journal.read()).toEqual({ ...state, differed: true });
  journal.remove();
  expect(journal.read()).toBeUndefined();
  journal.remove();
});

test('only its owner can read it', () => {
  const journal = newJournal();
  journal.write(state);
  const found = journal.saveChanged({ some: 'thing' });
  expect([journal.file, found].map((file) => fs.statSync(file).mode & 0o777)).toEqual([0o600, 0o600]);
});

test('a partly written file beside it is ignored, and replaced', () => {
  const journal = newJournal();
  fs.writeFileSync(`${journal.file}.new`, '{"format":1,"ten');
  expect(journal.read()).toBeUndefined();
  journal.write(state);
  expect(journal.read()).toEqual(state);
  expect(fs.existsSync(`${journal.file}.new`)).toBe(false);
});

const [view] = state.views;
test.each<readonly [string, string]>([
  ['empty', ''],
  ['cut off', JSON.stringify(state).slice(0, 100)],
  ['of zeros, as a disk leaves it', '\0'.repeat(300)],
  ['not an object', '[]'],
  ['of another format', JSON.stringify({ ...state, format: 2 })],
  ['without an id', JSON.stringify({ ...state, assignmentId: '' })],
  ['without a tenant', JSON.stringify({ ...state, tenant: undefined })],
  ['without a view', JSON.stringify({ ...state, views: [] })],
  ['with a view of no version', JSON.stringify({ ...state, views: [{ ...view, version: 'v2' }] })],
  ['with a view of another assignment', JSON.stringify({ ...state, assignmentId: 'another' })],
  ['with a view of no assignment', JSON.stringify({ ...state, views: [{ ...view, body: { ...view?.body, id: undefined } }] })],
  ['with a view whose target is empty', JSON.stringify({ ...state, views: [{ ...view, body: { ...view?.body, target: {} } }] })],
  [
    'with a view whose target has no type',
    JSON.stringify({ ...state, views: [{ ...view, body: { ...view?.body, target: { groupId: 'ä' } } }] }),
  ],
  ['with a view without a target', JSON.stringify({ ...state, views: [view, { version: 'beta', body: { id: 'x' } }] })],
])('a journal that is %s is damaged', (_, text) => {
  const journal = newJournal();
  fs.writeFileSync(journal.file, text);
  const error = { name: 'UnusableJournal', message: expect.stringMatching(new RegExp(`${journal.file}.*delete the file`)) as string };
  expect(() => journal.read()).toThrow(expect.objectContaining(error) as Error);
});

test('a journal that cannot be written or read prevents the run', () => {
  const journal = new Journal(join(folder.write('file', ''), 'journal.json'));
  for (const act of [
    () => {
      journal.prepare();
    },
    () => {
      journal.write(state);
    },
    () => journal.read(),
  ])
    expect(act).toThrow(
      expect.objectContaining({ name: 'CannotRun', message: expect.stringContaining('Without it nothing is sent') as string }) as Error,
    );
});
