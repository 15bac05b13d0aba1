import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { packageRoot } from '../../../contracts/folders.js';
import { resultTable, type Row } from '../../../scripts/bench/result-table.js';

const row: Row = { what: '`a`', ours: '1 s', other: 'b: 2 s', ratios: [0.4, 0.7, 0.5], aim: { is: 'at most', limit: 0.5 } };

/** The last three cells of a row. */
function verdictOf(change: Partial<Row>): string[] | undefined {
  const cells = resultTable([{ ...row, ...change }])
    .split('\n')
    .at(-1)
    ?.split('|');
  return cells?.slice(4, 7).map((cell) => cell.trim());
}

test('a row has the median of its ratios with their range, and whether the aim is met', () => {
  expect(verdictOf({})).toEqual(['0.50 (0.40 to 0.70)', 'at most 0.5', 'yes']);
  expect(verdictOf({ ratios: [0.4, 0.7] })).toEqual(['0.55 (0.40 to 0.70)', 'at most 0.5', 'no']);
  expect(verdictOf({ ratios: [5], aim: { is: 'at least', limit: 5 } })).toEqual(['5.00', 'at least 5', 'yes']);
  expect(verdictOf({ ratios: [4.9], aim: { is: 'at least', limit: 5 } })).toEqual(['4.90', 'at least 5', 'no']);
});

test('without a measurement or an aim, nothing is met or missed', () => {
  expect(verdictOf({ ratios: undefined })).toEqual(['–', 'at most 0.5', '–']);
  expect(verdictOf({ ratios: [9], aim: undefined })).toEqual(['9.00', '–', '–']);
});

test('the table is formatted as Prettier does', () => {
  const text = `${resultTable([row, { ...row, what: 'b', ratios: [1] }])}\n`;
  const prettier = join(packageRoot, 'node_modules', 'prettier', 'bin', 'prettier.cjs');
  const options = { cwd: packageRoot, input: text, encoding: 'utf8' } as const;
  expect(execFileSync(process.execPath, [prettier, '--stdin-filepath', 'README.md'], options)).toBe(text);
});
