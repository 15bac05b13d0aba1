import { existsSync } from 'node:fs';
import type { Exchange } from '../../../contracts/judge/exchange.js';
import { GraphClient } from '../../../scripts/client/graph-client.js';
import type { AssignmentClient } from '../../../scripts/drift/assignment-client.js';
import type { Check } from '../../../scripts/drift/check.js';
import { requestLimit } from '../../../scripts/tenant/request-limit.js';
import { defaultBudget, runNight } from '../../../scripts/drift/run-night.js';
import type { Report } from '../../../scripts/report/report.js';
import { TemporaryFolder } from '../../recordings/temporary-folder.js';
import { FaultyGraph, faults, garble, silence, type Fault } from './faulty-graph.js';
import { firstCheck, stageOn } from './night-of.js';
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
  readonly prepare: (graph: FaultyGraph, check: Check) => void;
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
beforeEach(async () => {
  folder = new TemporaryFolder();
  graph = await FaultyGraph.start();
});
afterEach(async () => {
  await graph.close();
  folder.remove();
});

interface Night {
  readonly report: Report;
  readonly clock: VirtualClock;
}

async function night(client?: AssignmentClient, timeoutMs?: number): Promise<Night> {
  const clock = new VirtualClock();
  const parts = { clock, ...(client === undefined ? {} : { client }), ...(timeoutMs === undefined ? {} : { timeoutMs }) };
  const { report } = await runNight(stageOn(graph.origin, folder.path, [firstCheck(graph.emulator)], parts), { failOn: 'breaking' });
  return { report, clock };
}

/** Starts anew: the same server, with a tenant as it was, and without weather. */
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

describe.each(kinds.map((kind) => [kind.name, kind] as const))('%s', (_, kind) => {
  test('in clear weather', async () => {
    const before = reset(kind);
    const { report, clock } = await night();
    expect([report.verdict, graph.asked.length]).toEqual([kind.clear, kind.requests]);
    expectSafe(kind, { report, clock }, before, 'no weather');
    expect(clock.passed).toBe(0);
    await expectMended(kind, before, 'no weather');
  });

  test.each((Object.entries(faults) as [string, Fault][]).map(([name, fault]) => [name, fault] as const))(
    '%s, at each step, once and from there on',
    async (name, fault) => {
      for (const step of stepsOf(kind)) {
        for (const lasting of [false, true]) {
          const at = `${name}, ${lasting ? 'from' : 'at'} request ${String(step)}`;
          const before = reset(kind);
          graph.choose = (number) => (number === step || (lasting && number > step) ? fault : undefined);
          expectSafe(kind, await night(), before, at);
          await expectMended(kind, before, at);
        }
      }
    },
  );

  test('silence, at each step', async () => {
    for (const step of stepsOf(kind)) {
      const before = reset(kind);
      graph.choose = (number) => (number === step ? silence : undefined);
      expectSafe(kind, await night(undefined, 40), before, `silence at request ${String(step)}`);
      await expectMended(kind, before, `silence at request ${String(step)}`);
    }
  });

  test.each([
    ['ENOTFOUND', false],
    ['CERT_HAS_EXPIRED', false],
    ['EPROTO', false],
    ['UND_ERR_SOCKET', true],
  ] as const)('%s, at each step, once and from there on (carried out: %s)', async (failure, carriedOut) => {
    for (const step of stepsOf(kind)) {
      for (const lasting of [false, true]) {
        const at = `${failure}, ${lasting ? 'from' : 'at'} request ${String(step)}`;
        const before = reset(kind);
        const client = failingClient(failure, (number) => number === step || (lasting && number > step), carriedOut);
        expectSafe(kind, await night(client), before, at);
        await expectMended(kind, before, at);
      }
    }
  });
});

/** A client to which a failure happens on the way, before or after the request has reached Graph. */
function failingClient(failure: string, fails: (number: number) => boolean, carriedOut: boolean): AssignmentClient {
  const client = new GraphClient({ baseUrl: graph.origin, token: () => Promise.resolve('made-up') });
  let number = 0;
  const pass = async (send: () => Promise<Exchange>): Promise<Exchange> => {
    number += 1;
    if (!fails(number)) return send();
    const request = carriedOut ? (await send()).request : { method: '', url: graph.origin };
    return { request, failure };
  };
  return {
    read: (...args) => pass(() => client.read(...args)),
    update: (...args) => pass(() => client.update(...args)),
  };
}
