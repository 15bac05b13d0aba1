/** The limit of requests runs out in the middle of a night: the tenant is as it was, or the journal says so, and the next night puts it right. */
import { existsSync } from 'node:fs';
import { GraphClient } from '../../../scripts/client/graph-client.js';
import { runDrift } from '../../../scripts/drift/run-drift.js';
import type { DriftResult } from '../../../scripts/drift/run-drift.js';
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

interface Scenario {
  /** Which updates leave another target behind than they were sent, counted from 1. */
  readonly garbled: (number: number) => boolean;
  /** What a night without a limit comes to, and how many requests it takes. */
  readonly verdict: string;
  readonly requests: number;
}

const scenarios: Readonly<Record<string, Scenario>> = {
  'a healthy Graph': { garbled: () => false, verdict: 'agrees', requests: 3 },
  'a Graph that garbles once': { garbled: (number) => number === 1, verdict: 'inconclusive', requests: 5 },
  'a Graph that garbles twice': { garbled: (number) => number < 3, verdict: 'disagrees', requests: 8 },
  'a Graph that garbles always': { garbled: () => true, verdict: 'not-restored', requests: 8 },
};

const origin = 'http://127.0.0.1:1';

/** One night, with the limit in the night and in its client, as the command has it. */
async function night(limit = 1_000): Promise<DriftResult> {
  const client = new GraphClient({
    baseUrl: origin,
    token: () => Promise.resolve('made-up'),
    timeoutMs: 5_000,
    requestLimit: limit,
  });
  const stage = targetOn(origin, folder.path, [firstCheck(graph.emulator)], { client });
  return runDrift({ ...stage, requestLimit: limit }, { failOn: 'breaking' });
}

const journal = (): boolean => existsSync(`${folder.path}/journal.json`);

const rows = Object.entries(scenarios).flatMap(([name, scenario]) =>
  Array.from({ length: scenario.requests + 1 }, (_, limit) => [name, limit, scenario] as const),
);

test.each(rows)('%s, and a limit of %i', async (_, limit, { garbled, verdict, requests }) => {
  const before = graph.state;
  const { contract, ids } = firstCheck(graph.emulator);
  graph.afterUpdate = (emulator, number) => {
    if (garbled(number)) garble(emulator, ids, contract.name);
  };
  const { report } = await night(limit);
  const tenant = report.operations?.[0]?.tenant;
  expect(graph.asked.length).toBe(limit);
  if (limit === requests) expect(report.verdict).toBe(verdict);
  else expect(['inconclusive', 'disagrees', 'not-restored']).toContain(report.verdict);
  if (graph.state !== before)
    expect({ journal: journal(), tenant }).toMatchObject({ journal: true, tenant: expect.stringMatching(/not-/) as string });
  if (tenant === 'not-restored')
    expect([report.verdict, report.night?.remarks.join(' ')]).toEqual(['not-restored', expect.stringContaining('drift --restore')]);

  const left = journal();
  graph.forgetUpdates();
  graph.asked.length = 0;
  const next = await night();
  expect({ verdict: next.report.verdict, state: graph.state, journal: journal() }).toEqual({
    verdict: 'agrees',
    state: before,
    journal: false,
  });
  // What was left was looked after first, before the assignment was touched again.
  if (left) expect(next.report.night?.remarks.join(' ')).toContain('An interrupted run had left a journal.');
});
