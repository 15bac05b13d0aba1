import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { packageRoot } from '../../../contracts/folders.js';
import { aims, judgeAims } from '../../../scripts/bench/aims.js';
import { Measurements } from '../../../scripts/bench/measurements.js';
import { ratioOf, spreadOf } from '../../../scripts/bench/measure/statistics.js';
import { markdownTable } from '../../../scripts/bench/table/markdown-table.js';
import { render } from '../../../scripts/bench/table/render.js';
import { withBenchmark } from '../../../scripts/bench/table/update-readme.js';

/** Measurements in which everybody takes as long as is said, and as much memory. */
function measured(seconds: (who: string) => number, peakMemory: number): Measurements {
  const measurements = new Measurements();
  for (const aim of aims) {
    for (const who of [aim.who, ...(aim.kind === 'ratio' ? [aim.to] : [])]) {
      const found = who.startsWith('graph-contracts') ? { faults: new Map([['answer without an id', 83]]), others: 0 } : undefined;
      measurements.add(aim.exchanges, new Map([[who, { kind: 'measured', seconds: [seconds(who), seconds(who)], peakMemory, found }]]));
    }
  }
  return measurements;
}

test('each aim is met, or is not', () => {
  const fast = measured((who) => (who.startsWith('graph-contracts') ? 1 : 100), 100e6);
  expect(judgeAims(fast).map(({ met }) => met)).toEqual(aims.map(() => 'yes'));
  const slow = measured((who) => (who.startsWith('graph-contracts') ? 100 : 1), 200e6);
  expect(judgeAims(slow).map(({ met }) => met)).toEqual(aims.map(() => 'no'));
});

test('an aim that was not measured is neither', () => {
  const results = judgeAims(new Measurements());
  expect(results.every(({ measured: shown, met }) => shown === 'not measured' && met === '')).toBe(true);
});

test('the result is Markdown as Prettier writes it, so that it can stand in the README', () => {
  const measurements = measured(() => 1, 1e8);
  measurements.add(1, new Map([['Redocly drift', { kind: 'failed', reason: 'exit code 1' }]]));
  const text = `${render(measurements, 2, ['Redocly drift: failed (exit code 1).'])}\n`;
  const prettier = join(packageRoot, 'node_modules', 'prettier', 'bin', 'prettier.cjs');
  const options = { cwd: packageRoot, input: text, encoding: 'utf8' } as const;
  expect(execFileSync(process.execPath, [prettier, '--stdin-filepath', 'README.md'], options)).toBe(text);
});

test('a table escapes what would end a cell', () => {
  expect(markdownTable(['a', 'b:'], [['x|y', 'z']])).toBe('| a    |   b |\n| ---- | --: |\n| x\\|y |   z |');
});

test('the README keeps what stands around the markers', () => {
  const text = 'before\n\n<!-- benchmark -->\n\nold\n\n<!-- /benchmark -->\n\nafter\n';
  expect(withBenchmark(text, 'new')).toBe('before\n\n<!-- benchmark -->\n\nnew\n\n<!-- /benchmark -->\n\nafter\n');
  expect(() => withBenchmark('no markers', 'new')).toThrow('lacks');
});

test('ratios are taken pair by pair', () => {
  expect(ratioOf([1, 20, 3], [2, 10, 3])).toEqual({ median: 1, least: 0.5, most: 2 });
  expect(spreadOf([4, 1, 2, 3])).toEqual({ median: 2.5, least: 1, most: 4 });
  expect(spreadOf([])).toBeUndefined();
});
