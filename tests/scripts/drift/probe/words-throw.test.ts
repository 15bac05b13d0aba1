/** A bug in the words of a probe hides no state of the tenant. */
import { listFiles } from '../../../../recordings/traffic/input/list-files.js';
import * as words from '../../../../scripts/drift/probe/probe-words.js';
import { useRunsInProcess, connectionTo, firstCheck } from '../runs-in-process.js';
import { probeOn } from './probe-run.js';

const runs = useRunsInProcess();

beforeEach(() => {
  jest.spyOn(console, 'error').mockReturnValue();
  jest.spyOn(words, 'inWords').mockImplementation(() => {
    throw new TypeError('a bug');
  });
});
afterEach(() => {
  jest.restoreAllMocks();
});

function probe(): ReturnType<typeof probeOn> {
  const check = firstCheck(runs.graph.emulator);
  return probeOn({ ...connectionTo(runs.origin, runs.folder.path, [check]), probe: check }, `${runs.folder.path}/recorded`);
}

test('an assignment that was not restored is reported', async () => {
  const before = runs.graph.state;
  runs.graph.garbleUpdates(() => true);
  const { report } = await probe();
  expect([report.verdict, report.exitCode, report.probe, runs.hasJournal()]).toEqual(['not-restored', 5, undefined, true]);
  await runs.expectMended(before);
});

test('otherwise it ends the run; the tenant is as it was, and the exchanges are recorded', async () => {
  const before = runs.graph.state;
  await expect(probe()).rejects.toThrow('a bug');
  expect([runs.graph.state, runs.hasJournal()]).toEqual([before, false]);
  expect(listFiles(`${runs.folder.path}/recorded`)).not.toEqual([]);
});
