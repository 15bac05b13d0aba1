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

  const pages = contracts.split(' ').map(pageAt);
  const { code, stdout, stderr } = await runCli(['check', file, '--format', 'json', '--contracts', ...pages]);
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

test('a pact with lists: what is sent and relied on in each item, with its line', async () => {
  const pact = join(folder, 'lists.pact.json');
  const { code, stdout } = await runCli(['check', pact, '--report', `sarif=${join(files.path, 'out.sarif')}`, '--contracts', 'companions']);
  const { runs } = JSON.parse(readFileSync(join(files.path, 'out.sarif'), 'utf8')) as SarifLog;
  const lines = readFileSync(pact, 'utf8').split('\n');
  const found = (runs[0]?.results ?? []).map(({ ruleId, locations }) => {
    const line = locations[0]?.physicalLocation.region?.startLine ?? 0;
    return `${ruleId} ${(lines[line - 1] ?? '').trim()}`;
  });
  expect(found.sort()).toEqual([
    'expectation.status "status": 204',
    'expectation.type "id": 7,',
    'expectation.undocumented-property "Target": {',
    `request.body.undocumented-property "groupID": "g"`,
    `request.body.value "$.assignments[*].target['@odata.type']": {`,
  ]);
  expect(stdout).toContain('other values than the documented ones as /assignments/*/target/@odata.type');
  expect(code).toBe(1);
});

interface SarifLog {
  readonly runs: readonly {
    readonly results: readonly {
      readonly ruleId: string;
      readonly locations: readonly { readonly physicalLocation: { readonly region?: { readonly startLine: number } } }[];
    }[];
  }[];
}

test.each([
  ['the companions', ['companions', 'companions']],
  ['a page', [pageAt('group-update.md'), pageAt('group-update.md')]],
  ['a page and its folder', [folder, pageAt('group-update.md')]],
])('%s given twice counts once, and is not mentioned', async (_, paths) => {
  const once = await runCli(['explain', '--contracts', ...new Set(paths)]);
  const twice = await runCli(['explain', '--contracts', ...paths]);
  expect([twice.code, twice.stderr]).toEqual([0, '']);
  expect(twice.stdout).toBe(once.stdout);
});
