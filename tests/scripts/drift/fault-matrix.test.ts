import { requestLimit } from '../../../scripts/client/request-guard.js';
import { defaultBudget } from '../../../scripts/drift/session/drift-run.js';
import type { Report } from '../../../scripts/verdict/report.js';
import { connectionFaults, FaultyGraph, faults, listeningGraph, silence, type Fault, type ListeningGraph } from './faulty-graph.js';
import { useRunsInProcess } from './runs-in-process.js';
import { VirtualClock } from './virtual-clock.js';

/** Graph without faults. */
interface Kind {
  readonly name: string;
  /** Verdicts that would be wrong, whatever the fault. */
  readonly never: readonly Report['verdict'][];
  /** The verdict without faults. */
  readonly clear: Report['verdict'];
  /** How many requests a run sends without faults. */
  readonly requests: number;
  readonly prepare: (graph: FaultyGraph) => void;
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
    prepare: (graph) => {
      graph.garbleUpdates((number) => number === 1);
    },
  },
  {
    name: 'a Graph that garbles every update',
    never: ['agrees', 'disagrees', 'refused'],
    clear: 'not-restored',
    requests: 8,
    prepare: (graph) => {
      graph.garbleUpdates(() => true);
    },
  },
];

const runs = useRunsInProcess();

/** Runs with a fault, or without one, and then without: the tenant is unchanged, or the journal stays and the second run restores it. */
async function expectSafe(kind: Kind, at: string, choose: FaultyGraph['choose'], timeoutMs?: number): Promise<[Report, VirtualClock]> {
  const { graph } = runs;
  const before = graph.state;
  graph.heal();
  kind.prepare(graph);
  graph.choose = choose;
  const clock = new VirtualClock();
  const { report } = await runs.run({ clock, timeoutMs });
  const journal = runs.hasJournal();
  const tenant = report.operations?.[0]?.tenant;
  const context = { at, verdict: report.verdict, tenant };
  expect({ ...context, wrong: kind.never.includes(report.verdict) }).toEqual({ ...context, wrong: false });
  expect({ ...context, journal }).toEqual({ ...context, journal: tenant === 'not-proven' || tenant === 'not-restored' });
  if (!journal) expect({ ...context, state: graph.state }).toEqual({ ...context, state: before });
  expect(graph.methods.length).toBeLessThanOrEqual(requestLimit(1));
  // The budget of the run, and one for each time that the tenant is restored.
  expect(clock.passed).toBeLessThanOrEqual(4 * defaultBudget);
  if (journal) await runs.expectMended(before, at);
  return [report, clock];
}

/** Lets a fault happen to one request of a run, and in a run of its own to all requests from there on, for each request. */
async function expectSafeAtEachStep(kind: Kind, name: string, fault: Fault, lastings = [false, true], timeoutMs?: number): Promise<void> {
  for (let step = 1; step <= kind.requests; step += 1) {
    for (const lasting of lastings) {
      const at = `${name}, ${lasting ? 'from' : 'at'} request ${step}`;
      await expectSafe(kind, at, (number) => (number === step || (lasting && number > step) ? fault : undefined), timeoutMs);
    }
  }
}

describe.each(kinds.map((kind) => [kind.name, kind] as const))('%s', (_, kind) => {
  test('without faults', async () => {
    let requests = 0;
    const [{ verdict }, clock] = await expectSafe(kind, 'no fault', (number) => {
      requests = Math.max(requests, number);
      return undefined;
    });
    expect([verdict, requests, clock.passed]).toEqual([kind.clear, kind.requests, 0]);
  });

  test.each(Object.entries<Fault>(faults))('%s, at each step, once and from there on', async (name, fault) => {
    await expectSafeAtEachStep(kind, name, fault);
  });

  describe('over real HTTP', () => {
    let listening: ListeningGraph;
    beforeEach(async () => {
      listening = await listeningGraph();
      runs.graph = listening.graph;
      runs.origin = listening.origin;
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
