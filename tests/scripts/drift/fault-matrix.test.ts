import { existsSync } from 'node:fs';
import type { AssignmentCheck } from '../../../scripts/client/assignment.js';
import { requestLimit } from '../../../scripts/client/request-guard.js';
import { defaultBudget } from '../../../scripts/drift/session/drift-run.js';
import { runDrift } from '../../../scripts/drift/run-drift.js';
import type { Report } from '../../../scripts/verdict/report.js';
import { TemporaryFolder } from '../../recordings/temporary-folder.js';
import { answerInProcess } from './answer-in-process.js';
import { connectionFaults, FaultyGraph, faults, garble, listeningGraph, silence, type Fault, type ListeningGraph } from './faulty-graph.js';
import { firstCheck, targetOn } from './target-on.js';
import { VirtualClock } from './virtual-clock.js';

/** What Graph is like, apart from the weather. */
interface Kind {
  readonly name: string;
  /** Verdicts that would be a lie. */
  readonly never: readonly Report['verdict'][];
  /** The verdict without any weather. */
  readonly clear: Report['verdict'];
  /** How many requests a night sends without any weather: the steps that weather can meet. */
  readonly requests: number;
  readonly prepare: (graph: FaultyGraph, check: AssignmentCheck) => void;
}

const kinds: readonly Kind[] = [
  { name: 'a healthy Graph', never: ['disagrees', 'not-restored', 'refused'], clear: 'agrees', requests: 3, prepare: () => undefined },
  {
    name: 'a Graph that drifts',
    never: ['agrees', 'not-restored', 'refused'],
    clear: 'disagrees',
    requests: 5,
    prepare: ({ emulator }) => {
      emulator.simulate = 'no-content';
    },
  },
  {
    name: 'a Graph that garbles the first update',
    never: ['agrees', 'disagrees', 'refused'],
    clear: 'inconclusive',
    requests: 5,
    prepare: (graph, { contract, ids }) => {
      graph.afterUpdate = (emulator, number) => {
        if (number === 1) garble(emulator, ids, contract.name);
      };
    },
  },
  {
    name: 'a Graph that garbles every update',
    never: ['agrees', 'disagrees', 'refused'],
    clear: 'not-restored',
    requests: 8,
    prepare: (graph, { contract, ids }) => {
      graph.afterUpdate = (emulator) => {
        garble(emulator, ids, contract.name);
      };
    },
  },
];

let folder: TemporaryFolder;
let graph: FaultyGraph;
/** Where the graph is asked for; in this process, unless a test lets it listen. */
let origin: string;
beforeEach(() => {
  folder = new TemporaryFolder();
  graph = new FaultyGraph();
  origin = 'http://127.0.0.1:1';
});
afterEach(() => {
  folder.remove();
});

interface Night {
  readonly report: Report;
  readonly clock: VirtualClock;
}

async function night(timeoutMs = 5_000): Promise<Night> {
  const clock = new VirtualClock();
  const { report } = await runDrift(targetOn(origin, folder.path, [firstCheck(graph.emulator)], { clock, timeoutMs }), {
    failOn: 'breaking',
  });
  return { report, clock };
}

/** Puts the graph back as it was, without faults, and prepares it. @returns the state of its tenant. */
function reset(kind: Kind): string {
  const check = firstCheck(graph.emulator);
  graph.asked.length = 0;
  graph.choose = () => undefined;
  graph.forgetUpdates();
  kind.prepare(graph, check);
  return graph.state;
}

/** Each request of a night, from 1. */
function stepsOf({ requests }: Kind): number[] {
  return Array.from({ length: requests }, (_, index) => index + 1);
}

function expectSafe(kind: Kind, { report, clock }: Night, before: string, at: string): void {
  const journal = existsSync(`${folder.path}/journal.json`);
  const tenant = report.operations?.[0]?.tenant;
  const said = { at, verdict: report.verdict, tenant };
  expect({ ...said, lie: kind.never.includes(report.verdict) }).toEqual({ ...said, lie: false });
  // No lasting change: where there is one, the journal is there still, and the exit code says so.
  if (graph.state !== before)
    expect({ ...said, journal }).toMatchObject({ journal: true, tenant: expect.stringMatching(/not-/) as string });
  if (!journal) expect({ ...said, state: graph.state }).toEqual({ ...said, state: before });
  expect({ ...said, journal }).toEqual({ ...said, journal: tenant === 'not-proven' || tenant === 'not-restored' });
  expect(graph.asked.length).toBeLessThanOrEqual(requestLimit(1));
  // The run's own patience, and that of each time the tenant is looked after.
  expect(clock.passed).toBeLessThanOrEqual(4 * defaultBudget);
}

/** The next night, with better weather: whatever was left is put right. */
async function expectMended(kind: Kind, before: string, at: string): Promise<void> {
  if (!existsSync(`${folder.path}/journal.json`)) return;
  graph.choose = () => undefined;
  graph.afterUpdate = undefined;
  graph.emulator.simulate = undefined;
  const { report } = await night();
  expect({ kind: kind.name, at, verdict: report.verdict, state: graph.state }).toEqual({
    kind: kind.name,
    at,
    verdict: 'agrees',
    state: before,
  });
}

/** Lets a fault happen to one request of a run, and in a run of its own to all requests from there on, for each request that a run can get to. */
async function expectSafeAtEachStep(kind: Kind, name: string, fault: Fault, lastings = [false, true], timeoutMs?: number): Promise<void> {
  for (const step of stepsOf(kind)) {
    for (const lasting of lastings) {
      const at = `${name}, ${lasting ? 'from' : 'at'} request ${step}`;
      const before = reset(kind);
      graph.choose = (number) => (number === step || (lasting && number > step) ? fault : undefined);
      expectSafe(kind, await night(timeoutMs), before, at);
      await expectMended(kind, before, at);
    }
  }
}

describe.each(kinds.map((kind) => [kind.name, kind] as const))('%s', (_, kind) => {
  describe('in this process', () => {
    answerInProcess(() => graph.fetch);

    test('without faults', async () => {
      const before = reset(kind);
      const { report, clock } = await night();
      expect([report.verdict, graph.asked.length]).toEqual([kind.clear, kind.requests]);
      expectSafe(kind, { report, clock }, before, 'no fault');
      expect(clock.passed).toBe(0);
      await expectMended(kind, before, 'no fault');
    });

    test.each(Object.entries<Fault>(faults))('%s, at each step, once and from there on', async (name, fault) => {
      await expectSafeAtEachStep(kind, name, fault);
    });
  });

  describe('over real HTTP', () => {
    let listening: ListeningGraph;
    beforeEach(async () => {
      listening = await listeningGraph();
      ({ graph, origin } = listening);
    });
    afterEach(() => listening.close());

    // Faults that last are covered in this process: a broken connection is a failed `fetch` like any other.
    test.each(Object.entries<Fault>(connectionFaults))('%s, at each step', async (name, fault) => {
      await expectSafeAtEachStep(kind, name, fault, [false]);
    });

    test('silence, at each step', async () => {
      await expectSafeAtEachStep(kind, 'silence', silence, [false], 40);
    });
  });
});
