/**
 * Captures as tools and clients write them, and the verdict on each. `captures/cases.tsv` has a row per file: the exit code (`0|3`: either), the codes that
 * must be reported, and those that must not. A new case is a file and a row.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from '../../scripts/verdict/report.js';
import { runCli } from '../run-cli.js';

const folder = join(__dirname, 'captures');
const table = 'cases.tsv';

const cases = readFileSync(join(folder, table), 'utf8')
  .trimEnd()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [file = '', exit = '', must = '', mustNot = ''] = line.split('\t');
    return { file, exits: exit.split('|').map(Number), must: listOf(must), mustNot: listOf(mustNot) };
  });

function listOf(cell: string): string[] {
  return cell === '' ? [] : cell.split(',');
}

test.each(cases)('$file', async ({ file, exits, must, mustNot }) => {
  const { code, stdout, stderr } = await runCli(['check', '--format', 'json', join(folder, file)]);
  const { findings, inconclusive } = stdout === '' ? { findings: [], inconclusive: [] } : (JSON.parse(stdout) as Report);
  const reported = [...findings.map((finding) => finding.code), ...inconclusive.map(({ reason }) => reason)];
  expect({ code, reported, stderr }).toMatchObject({ code: exits.includes(code ?? -1) ? code : exits });
  expect(reported).toEqual(expect.arrayContaining(must));
  expect(reported.filter((one) => mustNot.includes(one))).toEqual([]);
});

test('each file has a row', () => {
  expect(readdirSync(folder).filter((file) => file !== table)).toEqual(cases.map(({ file }) => file).sort());
});
