/** The disk becomes full during a run: the assignment is restored all the same, or by the next run. */
import fs from 'node:fs';
import { CannotRun, exitCodes } from '../../../scripts/verdict/exit-code.js';
import { useRunsInProcess } from './runs-in-process.js';

const runs = useRunsInProcess();

/** Runs on a disk that is full from one write on, counted from 1: files can be opened and removed, but not written. */
async function runOnDisk(fullFrom: number): Promise<{ exitCode?: number; refusal?: string; writes: number }> {
  let writes = 0;
  const real = fs.writeSync;
  const write = jest.spyOn(fs, 'writeSync').mockImplementation((...args: Parameters<typeof real>) => {
    writes += 1;
    if (writes >= fullFrom) throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
    return real(...args);
  });
  try {
    return { exitCode: (await runs.run()).report.exitCode, writes };
  } catch (error) {
    if (error instanceof CannotRun) return { refusal: error.message, writes };
    throw error;
  } finally {
    write.mockRestore();
  }
}

test.each<readonly [string, (update: number) => boolean, number]>([
  ['a healthy Graph', () => false, exitCodes.agrees],
  ['a Graph that garbles once', (update) => update === 1, exitCodes.inconclusive],
  ['a Graph that garbles until the restore', (update) => update < 3, exitCodes.disagrees],
  ['a Graph that garbles always', () => true, exitCodes['not-restored']],
])('%s', async (_, garbled, usual) => {
  const { graph } = runs;
  const outcomes = new Set<string>();
  const before = graph.state;
  graph.garbleUpdates(garbled);
  const { exitCode, writes } = await runOnDisk(Infinity);
  expect([exitCode, writes > 1]).toEqual([usual, true]);
  await runs.expectMended(before);
  for (let fullFrom = 1; fullFrom <= writes + 1; fullFrom += 1) {
    graph.heal();
    graph.garbleUpdates(garbled);
    const outcome = await runOnDisk(fullFrom);
    const at = { fullFrom, methods: graph.methods.join(' '), ...outcome };
    // Either nothing was sent, because the journal could not be written, or the run ended as on any other disk.
    const nothingDone = outcome.refusal !== undefined && !at.methods.includes('PATCH');
    expect({ ...at, fine: nothingDone || outcome.exitCode === usual }).toEqual({ ...at, fine: true });
    if (nothingDone) expect(outcome.refusal).toContain('(ENOSPC)');
    expect({ ...at, safe: graph.state === before || runs.hasJournal() }).toEqual({ ...at, safe: true });
    outcomes.add(nothingDone ? 'nothing done' : 'all done');
    await runs.expectMended(before, at);
  }
  expect([...outcomes].sort()).toEqual(['all done', 'nothing done']);
});
