/** `graph-contracts.cjs`, alone in a folder where nothing of this project is. */
import { spawn } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../contracts/folders.js';
import { sharedTemporaryFolder } from '../recordings/temporary-folder.js';
import { finished, type CliResult } from '../run-cli.js';

const folder = sharedTemporaryFolder();
beforeAll(() => {
  cpSync(join(packageRoot, 'dist/graph-contracts.cjs'), join(folder.path, 'graph-contracts.cjs'));
  cpSync(join(packageRoot, 'contracts/pacts'), join(folder.path, 'pacts'), { recursive: true });
  cpSync(join(packageRoot, 'contracts/pages'), join(folder.path, 'pages'), { recursive: true });
  // Of another project.
  folder.write('package.json', JSON.stringify({ name: 'pipeline', version: '9.9.9', type: 'module' }));
  folder.write('pattern.json', patternPact());
});

/** A pact with a pattern, whose parser is evaluated only then. */
function patternPact(): string {
  const text = readFileSync(join(packageRoot, 'contracts/pacts/graph-assignment-client-microsoft-graph.json'), 'utf8');
  return text.replaceAll(/"match": ?"type"/g, '"match":"regex","regex":"^.+$"');
}

function run(...args: readonly string[]): Promise<CliResult> {
  const env = { PATH: process.env['PATH'], CI: 'true', NODE_NO_WARNINGS: '1' };
  return finished(spawn(process.execPath, ['graph-contracts.cjs', ...args], { cwd: folder.path, env }));
}

const update = `fetch(process.env.GRAPH_BASE_URL + '/v1.0/deviceManagement/deviceConfigurations/a-policy/assignments/an-assignment', {
  method: 'PATCH',
  headers: { authorization: 'Bearer made-up', 'content-type': 'application/json' },
  body: JSON.stringify({ target: { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' } }),
}).then((response) => response.text())`;

test.each([
  ['--version', [], /^\d+\.\d+\.\d+\n$/],
  ['check', ['pacts', '--report', 'junit=check.xml', '--report', 'sarif=check.sarif', '--report', 'markdown=check.md'], /^agrees: \d+ /m],
  ['check', ['pattern.json'], /^agrees: \d+ /m],
  ['check', ['pacts', '--contracts', 'companions', '--report', 'json=check.json'], /^agrees: \d+ /m],
  ['drift', ['--history', 'history.ndjson'], /^agrees: \d+ /m],
  ['history', ['history.ndjson'], /update-device-configuration-assignment/],
  ['record', ['--folder', 'recorded'], /^agrees: \d+ /m],
  ['serve', ['--', process.execPath, '-e', update], /^agrees: 1 exchange/m],
  ['docs', ['pages'], /^agrees: 2 pages/m],
  ['export', ['openapi'], /"openapi": "3\.1\.0"/],
  ['explain', ['update-device-configuration-assignment', '--contracts', 'companions'], /\/target/],
])('%s %j', async (command, args, prints) => {
  const { code, stdout, stderr } = await run(command, ...args);
  expect({ code, stderr }).toEqual({ code: 0, stderr: command === 'record' || command === 'serve' ? (expect.anything() as string) : '' });
  expect(stdout).toMatch(prints);
});

test('a broken file is named with its line', async () => {
  folder.write('broken.json', '{\n  "consumer": }');
  const { code, stderr } = await run('check', 'broken.json');
  expect(stderr).toMatch(/^graph-contracts: broken\.json: .+line 2/);
  expect(code).toBe(2);
});

test('a sign-in names what to install', async () => {
  const checked = { operation: 'update-device-configuration-assignment', policyId: 'a-policy', assignmentId: 'a-policy_an-assignment' };
  folder.write('tenant.json', JSON.stringify({ tenantId: '11111111-1111-1111-1111-111111111111', assignments: [checked] }));
  const env = { PATH: process.env['PATH'], AZURE_CLIENT_ID: '11111111-1111-1111-1111-111111111111', AZURE_CLIENT_SECRET: 'made-up' };
  const args = ['graph-contracts.cjs', 'drift', '--config', 'tenant.json'];
  const { code, stderr } = await finished(spawn(process.execPath, args, { cwd: folder.path, env }));
  expect(stderr).toMatch(
    /^graph-contracts: Cannot sign in: @azure\/[\w-]+ is not installed\. Run: npm install --save-dev (?:@azure\/[\w-]+@\d+\.\d+\.\d+ ?){3}\n$/,
  );
  expect(code).toBe(2);
});

test('our own pages cannot be compared where they are not', async () => {
  const { code, stderr } = await run('docs', '--against', 'HEAD');
  expect(stderr).toBe('graph-contracts: Cannot compare our own pages: they are not on disk beside this file. Give one folder of pages.\n');
  expect(code).toBe(2);
});
