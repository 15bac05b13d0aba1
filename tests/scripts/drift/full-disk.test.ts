/** The disk becomes full at some moment of a run: the assignment is put back all the same, or the next run does it. */
import fs from 'node:fs';
import { CannotRun, exitCodes } from '../../../scripts/verdict/exit-code.js';
import { runDrift } from '../../../scripts/drift/run-drift.js';
import { useTemporaryFolder } from '../../recordings/temporary-folder.js';
import { answerInProcess } from './answer-in-process.js';
import { FaultyGraph, garble } from './faulty-graph.js';
import { firstCheck, targetOn } from './target-on.js';

const folder = useTemporaryFolder();
let graph: FaultyGraph;
beforeEach(() => {
  graph = new FaultyGraph();
});
answerInProcess(() => graph.fetch);

/** @param garbled which updates leave another target behind than they were sent. @returns the tenant as it was. */
function prepare(garbled: (update: number) => boolean): string {
  const { contract, ids } = firstCheck(graph.emulator);
  graph.asked.length = 0;
  graph.forgetUpdates();
  graph.afterUpdate = (emulator, update) => {
    if (garbled(update)) garble(emulator, ids, contract.name);
  };
  return graph.state;
}

async function night(): Promise<{ verdict: string; exitCode: number }> {
  const { report } = await runDrift(targetOn('http://127.0.0.1:1', folder.path, [firstCheck(graph.emulator)]), { failOn: 'breaking' });
  return report;
}

/** A run on a healthy Graph and with room on the disk: it looks after what was left, before anything else. @returns its verdict. */
async function goodNight(): Promise<string> {
  graph.forgetUpdates();
  return (await night()).verdict;
}

interface Outcome {
  readonly exitCode?: number;
  /** Why the run could not begin. */
  readonly refusal?: string;
  readonly writes: number;
}

/** A run whose disk is full from one write on, counted from 1: files can be opened and removed, and take no byte. */
async function nightOnDisk(fullFrom: number): Promise<Outcome> {
  let writes = 0;
  const real = fs.writeSync;
  const write = jest.spyOn(fs, 'writeSync').mockImplementation((...args: Parameters<typeof real>) => {
    writes += 1;
    if (writes >= fullFrom) throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
    return real(...args);
  });
  try {
    return { exitCode: (await night()).exitCode, writes };
  } catch (error) {
    if (error instanceof CannotRun) return { refusal: error.message, writes };
    throw error;
  } finally {
    write.mockRestore();
  }
}

const journal = (): boolean => fs.existsSync(`${folder.path}/journal.json`);

test.each<readonly [string, (update: number) => boolean, number]>([
  ['a healthy Graph', () => false, exitCodes.agrees],
  ['a Graph that garbles once', (update) => update === 1, exitCodes.inconclusive],
  ['a Graph that garbles until the put-back', (update) => update < 3, exitCodes.disagrees],
  ['a Graph that garbles always', () => true, exitCodes['not-restored']],
])('%s', async (_, garbled, usual) => {
  const outcomes = new Set<string>();
  prepare(garbled);
  const { exitCode, writes } = await nightOnDisk(Infinity);
  expect([exitCode, writes > 1]).toEqual([usual, true]);
  await goodNight();
  for (let fullFrom = 1; fullFrom <= writes + 1; fullFrom += 1) {
    const before = prepare(garbled);
    const outcome = await nightOnDisk(fullFrom);
    const at = { fullFrom, asked: graph.asked.join(' '), ...outcome };
    // Either nothing was sent, because the state before could not be written down; or all was done as on any other disk.
    const nothingDone = outcome.refusal !== undefined && !at.asked.includes('PATCH');
    expect({ ...at, fine: nothingDone || outcome.exitCode === usual }).toEqual({ ...at, fine: true });
    if (nothingDone) expect(outcome.refusal).toContain('(ENOSPC)');
    expect({ ...at, state: graph.state === before || journal() }).toEqual({ ...at, state: true });
    outcomes.add(nothingDone ? 'nothing done' : 'all done');

    const verdict = await goodNight();
    expect({ ...at, verdict, state: graph.state, journal: journal() }).toEqual({ ...at, verdict: 'agrees', state: before, journal: false });
  }
  expect([...outcomes].sort()).toEqual(['all done', 'nothing done']);
});
