/** The limit of requests is reached during a run: the tenant is unchanged, or the journal stays and the next run restores it. */
import { useRunsInProcess } from './runs-in-process.js';

const runs = useRunsInProcess();

/** The verdict and the requests are those of a run without a limit. */
const scenarios: readonly (readonly [name: string, garbled: (update: number) => boolean, verdict: string, requests: number])[] = [
  ['a healthy Graph', () => false, 'agrees', 3],
  ['a Graph that garbles once', (update) => update === 1, 'inconclusive', 5],
  ['a Graph that garbles twice', (update) => update < 3, 'disagrees', 8],
  ['a Graph that garbles always', () => true, 'not-restored', 8],
];

const rows = scenarios.flatMap(([name, garbled, verdict, requests]) =>
  Array.from({ length: requests + 1 }, (_, limit) => [name, limit, garbled, limit === requests ? [verdict] : undefined] as const),
);

test.each(rows)('%s, and a limit of %i', async (_, limit, garbled, verdicts = ['inconclusive', 'disagrees', 'not-restored']) => {
  const { graph } = runs;
  const before = graph.state;
  graph.garbleUpdates(garbled);
  const { report } = await runs.run({ requestLimit: limit });
  const tenant = report.operations?.[0]?.tenant;
  const left = runs.hasJournal();
  expect(graph.methods.length).toBe(limit);
  expect(verdicts).toContain(report.verdict);
  if (graph.state !== before) expect({ left, tenant }).toEqual({ left: true, tenant: expect.stringMatching(/not-/) as string });
  if (tenant === 'not-restored')
    expect([report.verdict, report.night?.remarks.join(' ')]).toEqual(['not-restored', expect.stringContaining('drift --restore')]);

  const next = await runs.expectMended(before);
  if (left) expect(next.report.night?.remarks.join(' ')).toContain('An interrupted run had left a journal.');
});
