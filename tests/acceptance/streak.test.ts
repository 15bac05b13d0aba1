/** A nightly check that proves nothing ends with 3 for ever: `history --fail-after` says when that is enough. */
import { useLocalCloud } from '../equipment/local-cloud.js';
import { runCli, type CliResult } from '../run-cli.js';

const cloud = useLocalCloud();

function history(...options: readonly string[]): Promise<CliResult> {
  return runCli(['history', 'runs.ndjson', ...options], { cwd: cloud.folder });
}

function drift(environment: Readonly<Record<string, string>>): Promise<CliResult> {
  const args = ['drift', '--config', cloud.writeOneCheck(), '--history', 'runs.ndjson', '--budget', '0'];
  return runCli(args, { cwd: cloud.folder, environment });
}

test('a wrong secret fails at once, an authority that is down after three runs, and a run that agrees ends both', async () => {
  expect((await drift(cloud.environment)).code).toBe(0);
  expect((await history('--fail-after', '1')).code).toBe(0);

  expect((await drift({ ...cloud.environment, AZURE_CLIENT_SECRET: 'another' })).code).toBe(3);
  const refused = await history('--fail-after', '3');
  expect(refused.code).toBe(3);
  expect(refused.stdout).toMatch(/^Nothing has been proved since \d+ \w+ \d{4}: sign-in refused \(unauthorized\), once\.$/m);

  cloud.intercept = (_, response) => {
    response.writeHead(503).end();
  };
  const codes: CliResult['code'][] = [];
  for (let run = 0; run < 2; run += 1) {
    expect((await drift(cloud.environment)).code).toBe(3);
    codes.push((await history('--fail-after', '3')).code);
  }
  expect(codes).toEqual([0, 3]);
  expect((await history()).stdout).toContain(': outage, 3 runs in a row.');
  expect((await history()).code).toBe(0);

  cloud.intercept = undefined;
  expect((await drift(cloud.environment)).code).toBe(0);
  const proved = await history('--fail-after', '1');
  expect(proved).toMatchObject({ code: 0, stdout: expect.not.stringContaining('Nothing has been proved') as string });
});

test.each(['0', '-1', 'three', '1.5'])('--fail-after %s is refused', async (runs) => {
  const { code, stderr } = await history(`--fail-after=${runs}`);
  expect([code, stderr]).toEqual([2, expect.stringContaining('Give a number of runs, such as 3.')]);
});
