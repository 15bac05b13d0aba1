/** Answers that could break a run between an update and its read-back: the assignment is restored, or the exit code is 5. */
import { existsSync } from 'node:fs';
import { exitCodes } from '../../scripts/verdict/exit-code.js';
import { runDrift } from '../../scripts/drift/run-drift.js';
import { useTemporaryFolder } from '../recordings/temporary-folder.js';
import { FaultyGraph, type Fault, type Reply } from '../scripts/drift/faulty-graph.js';
import { answerInProcess, firstCheck, connectionTo } from '../scripts/drift/runs-in-process.js';

const folder = useTemporaryFolder();
let graph: FaultyGraph;
beforeEach(() => {
  graph = new FaultyGraph();
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterEach(() => {
  jest.restoreAllMocks();
});
answerInProcess(() => graph.fetch);

interface Addition {
  /** What the answer has besides all that a good one has: the text of members. */
  readonly members: () => string;
  /** The only place at which it is tried, because it takes long. */
  readonly at?: string;
}

const additions: Readonly<Record<string, Addition>> = {
  '200,000 unknown members': {
    members: () => Array.from({ length: 200_000 }, (_, index) => `"m${index}":1`).join(','),
    at: 'the update, which Graph garbles',
  },
  'a member 100,000 arrays deep': { members: () => `"deep":${'['.repeat(100_000)}${']'.repeat(100_000)}` },
  'a member 100,000 objects deep': { members: () => `"deep":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}` },
  'a prototype': { members: () => '"__proto__":{"target":null},"constructor":{"prototype":null},"toString":1' },
};

function hostile(addition: string): Fault {
  return (carryOut) => {
    const reply: Reply = carryOut();
    return reply.body === undefined ? reply : { ...reply, body: reply.body.replace(/\}\s*$/, `,${addition}}`) };
  };
}

/** Requests of a run: 1 reads, 2 updates, 3 reads back. */
const places = [
  ['the update', [2], 0],
  ['the update, which Graph garbles', [2], 1],
  ['the read-back', [3], 0],
  ['the read-back of an update that Graph garbles', [3], 1],
  ['each but the first', [2, 3, 4, 5, 6, 7, 8, 9], 0],
  ['each but the first, and Graph garbles', [2, 3, 4, 5, 6, 7, 8, 9], 1],
] as const;

describe.each(Object.entries(additions))('%s', (_, { members, at: only }) => {
  test.each(places.filter(([place]) => only === undefined || place === only))('in the answer to %s', async (_place, at, garbled) => {
    const before = graph.state;
    const check = firstCheck(graph.emulator);
    const fault = hostile(members());
    graph.choose = (number) => ((at as readonly number[]).includes(number) ? fault : undefined);
    graph.garbleUpdates((number) => number <= garbled);
    const night = (): ReturnType<typeof runDrift> =>
      runDrift(connectionTo('http://127.0.0.1:1', folder.path, [check]), { failOn: 'breaking' });
    const outcome = await night().catch(() => undefined);
    const journal = existsSync(`${folder.path}/journal.json`);
    expect(graph.state).toBe(before);
    // What still shows another assignment than before has not been put back, for all that is known.
    expect(journal).toBe(outcome?.report.exitCode === exitCodes['not-restored']);

    graph.heal();
    const { report } = await night();
    expect([report.exitCode, graph.state, existsSync(`${folder.path}/journal.json`)]).toEqual([0, before, false]);
  });
});
