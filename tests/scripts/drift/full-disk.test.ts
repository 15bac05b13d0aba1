/** The disk becomes full at some moment of a night: the assignment is put back all the same, or the next night does it. */
import { existsSync } from 'node:fs';
import { exitCodes } from '../../../scripts/exit-code.js';
import { runNight } from '../../../scripts/drift/run-night.js';
import { garble } from './faulty-graph.js';
import type { Ended } from './killed-night.js';
import { firstCheck, stageOn } from './night-of.js';
import { NightsOnFaultyGraph } from './nights-on-faulty-graph.js';

const nights = new NightsOnFaultyGraph();

/** @param garbled which updates leave another target behind than they were sent. @returns the tenant as it was. */
function prepare(garbled: (update: number) => boolean): string {
  const { contract, ids } = firstCheck(nights.graph.emulator);
  nights.graph.asked.length = 0;
  nights.graph.forgetUpdates();
  nights.graph.afterUpdate = (emulator, update) => {
    if (garbled(update)) garble(emulator, ids, contract.name);
  };
  return nights.graph.state;
}

/** A night in good weather and with room on the disk: it looks after what was left, before anything else. @returns its verdict. */
async function goodNight(): Promise<string> {
  nights.graph.forgetUpdates();
  const { report } = await runNight(stageOn(nights.graph.origin, nights.folder, [firstCheck(nights.graph.emulator)]), {
    failOn: 'breaking',
  });
  return report.verdict;
}

const journal = (): boolean => existsSync(`${nights.folder}/journal.json`);

test.each<readonly [string, (update: number) => boolean, number]>([
  ['a healthy Graph', () => false, exitCodes.agrees],
  ['a Graph that garbles once', (update) => update === 1, exitCodes.inconclusive],
  ['a Graph that garbles until the put-back', (update) => update < 3, exitCodes.disagrees],
  ['a Graph that garbles always', () => true, exitCodes['not-restored']],
])('%s', async (_, garbled, usual) => {
  const outcomes = new Set<string>();
  prepare(garbled);
  const { said: whole }: Ended = await nights.newNight(0, Infinity).begin();
  const writes = whole?.writes ?? 0;
  expect([whole?.exitCode, writes > 1]).toEqual([usual, true]);
  await goodNight();
  // The next process loads while this one is at work.
  let next = nights.newNight(0, 1);
  for (let fullFrom = 1; fullFrom <= writes + 1; fullFrom += 1) {
    const before = prepare(garbled);
    const night = next;
    next = nights.newNight(0, fullFrom + 1);
    const { said } = await night.begin();
    const at = { fullFrom, asked: nights.graph.asked.join(' '), ...said };
    // Either nothing was sent, because the state before could not be written down; or all was done as on any other disk.
    const nothingDone = said?.error === 'CannotRun' && !at.asked.includes('PATCH');
    expect({ ...at, fine: nothingDone || said?.exitCode === usual }).toEqual({ ...at, fine: true });
    if (nothingDone) expect(said.message).toContain('(ENOSPC)');
    expect({ ...at, state: nights.graph.state === before || journal() }).toEqual({ ...at, state: true });
    outcomes.add(nothingDone ? 'nothing done' : 'all done');

    const verdict = await goodNight();
    expect({ ...at, verdict, state: nights.graph.state, journal: journal() }).toEqual({
      ...at,
      verdict: 'agrees',
      state: before,
      journal: false,
    });
  }
  expect([...outcomes].sort()).toEqual(['all done', 'nothing done']);
});
