/** Links in the working directory, which may come with a checkout, do not lead output out of it. */
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { useTemporaryFolder } from '../recordings/temporary-folder.js';
import { runCli, type CliResult } from '../run-cli.js';

const folder = useTemporaryFolder();
let [cwd, outside] = ['', ''];
beforeEach(() => {
  [cwd, outside] = [join(folder.path, 'work'), join(folder.path, 'outside')];
  folder.write('outside/kept', 'as it was');
  folder.write(
    'work/traffic.ndjson',
    '{"request":{"method":"GET","url":"https://graph.microsoft.com/v1.0/me"},"response":{"status":200}}\n',
  );
  mkdirSync(join(cwd, 'inner'));
  mkdirSync(join(cwd, 'recordings'));
  for (const [link, target] of [
    ['file', join(outside, 'kept')],
    ['dangling', '../outside/new'],
    ['folder', '../outside'],
    ['twice', 'folder'],
    ['within', 'inner'],
    ['recordings/update-device-configuration-assignment', outside],
  ] as const)
    symlinkSync(target, join(cwd, link));
});

const run = (args: readonly string[]): Promise<CliResult> => runCli(args, { cwd });
const accept = ['drift', '--accept', 'a'.repeat(16), '--owner', 'x', '--reason', 'x', '--expires', '2999-01-01', '--baseline'];
const drift = ['drift', '--simulate', 'none-such'];

const paths = ['file', 'dangling', 'folder/new', 'twice/new', 'within/../folder/new', 'folder/../new', 'folder/../../outside/new'];
const output = ['check', 'traffic.ndjson', '--output'];

test.each<readonly string[]>([
  ...paths.map((path) => [...output, path]),
  ['check', 'traffic.ndjson', '--report', 'json=folder/new'],
  ['history', 'none', '--output', 'folder/new'],
  ['record', '--from', 'traffic.ndjson', '--folder', 'folder/new'],
  [...drift, '--history', 'folder/new'],
  [...drift, '--report', 'sarif=folder/new'],
  [...accept, 'folder/new'],
  ['drift', 'init', '--config', 'folder/new'],
])('refuses: %s %s %s %s %s %s', async (...args) => {
  const { code, stdout, stderr } = await run(args);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(
    /^graph-contracts: .+ is not written: .+ link that leads out of the working directory\. Give an absolute path if that is meant\.\n$/,
  );
  expect([readdirSync(outside), readFileSync(join(outside, 'kept'), 'utf8')]).toEqual([['kept'], 'as it was']);
});

test('refuses a folder of recordings in which that of an operation is such a link', async () => {
  const { code, stderr } = await run(['record', '--from', 'traffic.ndjson']);
  expect([code, stderr]).toEqual([
    2,
    expect.stringContaining('recordings/update-device-configuration-assignment is not written: It is a link') as string,
  ]);
});

test.each(['within/new', 'inner/new', '../outside/new', './new'])('writes where no link leads out: %s', async (path) => {
  expect((await run([...output, path, '--allow-empty'])).code).toBe(0);
});

test('follows a link that an absolute path names', async () => {
  expect((await run([...output, join(cwd, 'folder', 'new'), '--allow-empty'])).code).toBe(0);
  expect(existsSync(join(outside, 'new'))).toBe(true);
});
