/** A service in Python, with clients that none of us wrote: recorded through the proxy, and answered by its recording. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contracts } from '../../contracts/judge/compiled-contracts.js';
import type { Recording } from '../../recordings/traffic/recording.js';
import { Emulator } from '../../scripts/emulator/emulator.js';
import { testWith, type Tool } from '../equipment/needs-tool.js';
import { useTemporaryFolder } from '../recordings/temporary-folder.js';
import { finished, runCli, type CliResult } from '../run-cli.js';
import { startProxy } from '../scripts/record/recorded-folder.js';
import { assignmentsIn } from '../equipment/emulated-assignments.js';

const script = join(__dirname, 'update_target.py');
const token = 'made-up-token-of-a-test';
const file = 'update-device-configuration-assignment/200-group-target.json';

const clients: readonly [client: string, tool: Tool][] = [
  ['urllib', 'python3'],
  ['http.client', 'python3'],
  ['requests', 'python3-requests'],
];

interface Ids {
  readonly POLICY_ID: string;
  readonly GROUP_ID: string;
}

let emulator: Emulator;
const folder = useTemporaryFolder();
let ids: Ids;
beforeEach(() => {
  emulator = new Emulator();
  const operation = contracts.find(({ paths }) => paths.some((path) => path.includes('/deviceConfigurations/')))?.name;
  const assignment = assignmentsIn(emulator.tenant).find((one) => one.operation === operation);
  ids = { POLICY_ID: assignment?.policyId ?? '', GROUP_ID: String(assignment?.target['groupId']) };
});
afterEach(() => emulator.close());

/** Lets the service ask a Graph at a base URL. */
function run(client: string, GRAPH_BASE_URL: string): Promise<CliResult> {
  const { PATH, HOME } = process.env;
  return finished(spawn('python3', [script, client], { env: { PATH, HOME, GRAPH_TOKEN: token, GRAPH_BASE_URL, ...ids } }));
}

/** Lets `serve` answer the service with what was recorded. */
function replay(client: string, environment: Ids, ...options: readonly string[]): Promise<CliResult> {
  const command = ['python3', script, client];
  const surroundings = { HOME: process.env['HOME'] ?? '', GRAPH_TOKEN: token, ...environment };
  return runCli(['serve', '--recordings', folder.path, '--fail-on-unused', ...options, '--', ...command], { environment: surroundings });
}

/** Records the service through the proxy. */
async function record(client: string): Promise<{ service: CliResult; proxy: CliResult }> {
  const graph = await emulator.listen();
  const { child, origin, ended } = await startProxy(folder.path, ['--graph', graph]);
  const service = await run(client, origin);
  child.kill('SIGINT');
  return { service, proxy: await ended };
}

const fine = 'GET 200 True\nPATCH 200 True\nGET 200 True\n';

describe.each(clients)('%s', (client, tool) => {
  testWith(tool)('is recorded, and asks its recording, with nothing changed but the base URL', async () => {
    const { service, proxy } = await record(client);
    expect(service).toEqual({ code: 0, stdout: fine, stderr: '' });
    expect(proxy.stdout).toMatch(/agrees: 3 exchanges, 1 judged, 2 of other operations, 1 note\. Exit code 0\.\n$/);
    expect(proxy.code).toBe(0);

    const text = readFileSync(join(folder.path, file), 'utf8');
    for (const secret of [token, ids.POLICY_ID, ids.GROUP_ID]) expect(text).not.toContain(secret);
    const recording = JSON.parse(text) as Recording;
    const [POLICY_ID = '', GROUP_ID = ''] = recording[0]?.path.split('/').at(-1)?.split('_') ?? [];
    expect(recording.map(({ method, status }) => [method, status])).toEqual([
      ['GET', 200],
      ['PATCH', 200],
      ['GET', 200],
    ]);

    // With its own ids, which the recording does not hold; or with the placeholders that it holds.
    for (const replayed of [await replay(client, ids, '--own-ids'), await replay(client, { POLICY_ID, GROUP_ID })]) {
      expect(replayed.stdout).toContain(fine);
      expect(replayed.stdout).toMatch(/agrees: 3 exchanges, 1 judged, 2 of other operations\b.*Exit code 0\.\n$/);
      expect(replayed.code).toBe(0);
    }

    // Ids in a recording are placeholders, and nothing leads back to those of the tenant.
    const withOldIds = await replay(client, ids);
    expect(withOldIds.stdout).toContain('GET 418 NoRecording\n');
    expect(withOldIds.stdout).toContain('deviceConfigurationId in the path is another one');
    expect(withOldIds.code).toBe(1);
  });
});
