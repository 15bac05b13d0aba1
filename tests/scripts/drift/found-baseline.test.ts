/** A run takes the baseline beside its configuration; without one, that in the working directory, where `--accept` writes it. */
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { useLocalCloud } from '../../equipment/local-cloud.js';
import { TemporaryFolder } from '../../recordings/temporary-folder.js';
import { runCli } from '../../run-cli.js';

const cloud = useLocalCloud();

test('the baseline beside the configuration is found, and the report names it', async () => {
  cloud.emulator.simulate = 'target-renamed';
  const config = cloud.writeOneCheck();
  const run = (): ReturnType<typeof runCli> => runCli(['drift', '--config', config], { environment: cloud.environment });
  const before = await run();
  expect(before.code).toBe(1);
  const [, list = ''] = / --accept ([0-9a-f,]+) /.exec(before.stdout) ?? [];
  const accepted = list.split(',').map((fingerprint) => ({ fingerprint, owner: 'team', reason: 'why', expires: '9999-12-31' }));
  writeFileSync(join(dirname(config), 'drift.baseline.json'), JSON.stringify({ accepted }));
  const after = await run();
  expect([after.code, after.stdout]).toEqual([0, expect.stringMatching(/from the baseline .*drift\.baseline\.json\./)]);
});

test('what the report of a run without a configuration says to accept is accepted in the next run', async () => {
  const folder = new TemporaryFolder();
  const run = (): ReturnType<typeof runCli> => runCli(['drift', '--simulate', 'target-renamed'], { cwd: folder.path });
  const before = await run();
  const [, line = ''] = /npx graph-assignment-contracts (drift --accept .*)/.exec(before.stdout) ?? [];
  const args = line.replaceAll('"', '').replace('YYYY-MM-DD', '9999-12-31').split(' ');
  expect([before.code, (await runCli(args, { cwd: folder.path })).code, (await run()).code]).toEqual([1, 0, 0]);
  folder.remove();
});
