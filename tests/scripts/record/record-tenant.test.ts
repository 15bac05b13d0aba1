import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listFiles } from '../../../recordings/traffic/input/list-files.js';
import { redactionVersion } from '../../../recordings/redaction/redactor.js';
import type { Recording } from '../../../recordings/traffic/recording.js';
import { LocalCloud } from '../../equipment/local-cloud.js';
import { finished, runCli, startCli, type CliResult } from '../../run-cli.js';
import { tenantState } from '../drift/faulty-graph.js';

let cloud: LocalCloud;
let into: string;
beforeAll(async () => {
  cloud = await LocalCloud.start();
  into = join(cloud.folder, 'recorded');
});
afterAll(() => cloud.close());

function record(...args: readonly string[]): Promise<CliResult> {
  return runCli(['record', '--config', cloud.writeConfig(), '--folder', into, ...args], { environment: cloud.environment });
}

test('a drift run in a tenant is recorded, leaves it as it was, and no id of it comes out', async () => {
  const before = tenantState(cloud.emulator.tenant);
  const { code, stdout, stderr } = await record();
  expect([code, tenantState(cloud.emulator.tenant)]).toEqual([0, before]);
  expect(stdout).toContain('a cloud on loopback answers, not Microsoft Graph');

  const files = listFiles(into);
  expect(files.length).toBeGreaterThan(1);
  const texts = files.map((file) => readFileSync(file, 'utf8'));
  const { tenantId, assignments } = cloud.config() as { tenantId: string; assignments: { policyId: string; assignmentId: string }[] };
  const ids = [tenantId, ...assignments.flatMap(({ policyId, assignmentId }) => [policyId, assignmentId])];
  for (const text of [stdout, stderr, ...texts]) expect(ids.filter((id) => text.includes(id))).toEqual([]);

  for (const { scope, recorded } of texts.flatMap((text) => JSON.parse(text) as Recording)) {
    expect([scope, recorded.origin, recorded.redaction]).toEqual(['https://graph.microsoft.com:443', 'emulator', redactionVersion]);
    expect(recorded.requestHeaders?.['authorization']).toBe('Bearer {token}');
  }
});

test('the tenant is not asked when nothing could be recorded', async () => {
  await record('--update');
  const put = jest.spyOn(cloud.emulator.tenant, 'put');
  const { code, stderr } = await record();
  expect([code, put.mock.calls.length]).toEqual([2, 0]);
  expect(stderr).toContain('already holds recordings');
  put.mockRestore();
});

test.each(['--update', '--check'])('a run that a person stops changes no recording, and is compared with none: %s', async (option) => {
  const texts = (): string[] => listFiles(into).map((file) => readFileSync(file, 'utf8'));
  const before = texts();
  const child = startCli(['record', '--config', cloud.writeConfig(), '--folder', into, option], { environment: cloud.environment });
  cloud.intercept = (_request, _response, pass) => {
    cloud.intercept = undefined;
    child.stderr.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes('next safe point')) pass();
    });
    child.kill('SIGINT');
  };
  const { code, stderr } = await finished(child);
  expect([code, texts()]).toEqual([3, before]);
  expect(stderr).toContain('Not every check could be made, so ');
});

test('a comparison finds the same tomorrow, and the drift of the day after', async () => {
  expect((await record('--check')).code).toBe(0);
  cloud.emulator.simulate = 'new-property';
  const { code, stderr } = await record('--check');
  cloud.emulator.simulate = undefined;
  expect(code).toBe(1);
  expect(stderr).toMatch(/PATCH (?:v1\.0|beta), answer: \/\S+ was added/);
});
