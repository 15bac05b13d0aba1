/**
 * Operations that a user adds with --contracts. `operations/cases.tsv` has a row for each exchange: the pages to add, the request, its answer, the exit code,
 * and all codes and reasons that are reported. A new case is a row.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from '../../scripts/verdict/report.js';
import { runCli } from '../run-cli.js';
import { useTemporaryFolder } from '../recordings/temporary-folder.js';

const folder = join(__dirname, 'operations');
const files = useTemporaryFolder();

const cases = readFileSync(join(folder, 'cases.tsv'), 'utf8')
  .trimEnd()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [name = '', contracts = '', request = '', body = '', status = '', answer = '', exit = '', codes = ''] = line.split('\t');
    return { name, contracts, request, body, status, answer, exit: Number(exit), codes: codes === '' ? [] : codes.split(',') };
  });

function pageAt(name: string): string {
  return name === 'companions' ? name : join(folder, name);
}

test.each(cases)('$contracts: $name', async ({ contracts, request, body, status, answer, exit, codes }) => {
  const [method = '', path = ''] = request.split(' ');
  const json = body === '' ? {} : { 'Content-Type': 'application/json' };
  const sent = { method, url: `https://graph.microsoft.com${path}`, headers: { Authorization: 'Bearer made.up.token', ...json }, body };
  const headers = answer === '' ? {} : { 'Content-Type': 'application/json' };
  const response = status === '' ? undefined : { status: Number(status), headers, body: answer };
  const file = files.write('traffic.ndjson', `${JSON.stringify({ request: sent, response })}\n`);

  const { code, stdout, stderr } = await runCli(['check', file, '--format', 'json', '--contracts', pageAt(contracts)]);
  const { findings, inconclusive } = stdout === '' ? { findings: [], inconclusive: [] } : (JSON.parse(stdout) as Report);
  const reported = [...findings.map((finding) => finding.code), ...inconclusive.map(({ reason }) => reason)];
  // Without an answer, only a wrong method is judged in full.
  const withoutAnswer = response === undefined && exit === 1 && !codes.includes('request.method') ? ['outage'] : [];
  expect({ code, reported: [...new Set(reported)].sort(), stderr: exit === 2 ? '' : stderr }).toEqual({
    code: exit,
    reported: [...new Set([...codes, ...withoutAnswer])].sort(),
    stderr: '',
  });
});
