/** Test suites in several languages, with clients that none of us wrote, run against `serve --https`: nothing of theirs changes but the base URL. */
import { join } from 'node:path';
import { testWith, type Tool } from '../equipment/needs-tool.js';
import { runCli, type CliResult } from '../run-cli.js';

const folder = join(__dirname, 'https');

/** Runs a suite. Judged requests need a token, so an agreement shows that the client sent it. */
function serve(...command: readonly string[]): Promise<CliResult> {
  return runCli(['serve', '--https', '--', ...command], { environment: { HOME: process.env['HOME'] ?? '' } });
}

test('in TypeScript, with the official Graph client', async () => {
  const { code, stdout } = await serve(process.execPath, '--require', 'ts-node/register/transpile-only', join(folder, 'update-target.ts'));
  expect(stdout).toMatch(/^(?:# |ℹ )pass 2$/m);
  expect(stdout).toMatch(/^agrees: 2 exchanges, 1 judged, 1 of other operations\b.*Exit code 0\.$/m);
  expect(code).toBe(0);
});

describe.each<readonly [string, Tool, string]>([
  ['urllib', 'python3', 'Urllib'],
  ['requests', 'python3-requests', 'Requests'],
])('in Python', (client, tool, suite) => {
  testWith(tool)(`with ${client}`, async () => {
    const { code, stdout, stderr } = await serve('python3', join(folder, 'test_update_target.py'), suite);
    expect(stderr).toMatch(/^Ran 1 test in .*\n\nOK$/m);
    expect(stdout).toMatch(/^agrees: 1 exchange, 1 judged\b.*Exit code 0\.$/m);
    expect(code).toBe(0);
  });
});

testWith('java')('in Java, beside the authorities that it trusts', async () => {
  const { code, stdout } = await serve('java', join(folder, 'UpdateTargetTest.java'));
  expect(stdout).toMatch(/^1 test passed$/m);
  expect(stdout).toMatch(/^agrees: 1 exchange, 1 judged\b.*Exit code 0\.$/m);
  expect(code).toBe(0);
});

testWith('curl')('in a shell, with curl', async () => {
  const policy = '11111111-1111-4111-8111-111111111111';
  const path = `/v1.0/deviceManagement/deviceConfigurations/${policy}/assignments/${policy}_22222222-2222-4222-8222-222222222222`;
  const headers = '--header "Authorization: Bearer made-up" --header "Content-Type: application/json"';
  const data = '{"target":{"@odata.type":"#microsoft.graph.allDevicesAssignmentTarget"}}';
  const command = `curl --silent --show-error --fail --request PATCH ${headers} --data '${data}' "$GRAPH_BASE_URL${path}"`;
  const { code, stdout } = await serve('sh', '-c', command);
  expect(stdout).toContain('allDevicesAssignmentTarget');
  expect(stdout).toMatch(/^agrees: 1 exchange, 1 judged\b.*Exit code 0\.$/m);
  expect(code).toBe(0);
});
