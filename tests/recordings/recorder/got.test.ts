import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../../contracts/folders.js';
import { finished } from '../../run-cli.js';
import { useTemporaryFolder } from '../temporary-folder.js';
import { jsonText, path, sentText, startOddGraph } from './odd-graph.js';

/** got is a module that Jest cannot load: it asks in a process of its own, and was loaded before anybody recorded, or replayed. */
const program = `
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import got from 'got';
import recorder from '${join(packageRoot, 'dist/scripts/package/record.js')}';
const [origin, path, body, folder] = process.argv.slice(1);
const ask = (x) => askAt(origin + path + '?x=' + x);
const askAt = async (url) => {
  const options = { method: 'PATCH', body, headers: { 'content-type': 'application/json' }, throwHttpErrors: false, retry: { limit: 0 } };
  try {
    const { statusCode, body: text } = await got(url, options);
    return [statusCode, text];
  } catch {
    return 'failed';
  }
};
const names = ['plain', 'gzip', 'brotli', 'no-content', 'throttled', 'reset', 'broken-off'];
const before = await Promise.all(names.map(ask));
const session = await recorder.startRecording({ folder, graph: origin });
const during = await Promise.all(names.map(ask));
const { files, exchanges } = await session.stop();

const { replay } = createRequire(import.meta.url)('${join(packageRoot, 'dist/scripts/package/replay.js')}');
const recordings = files.map((file) => JSON.parse(readFileSync(folder + '/' + file, 'utf8')));
const replaying = replay(...recordings);
const replayed = {};
for (const [at, recording] of recordings.entries()) {
  replayed[files[at].split('/')[1]] = [];
  for (const { path } of recording) replayed[files[at].split('/')[1]].push(await askAt('https://graph.microsoft.com' + path));
}
const pending = replaying.pending();
replaying.stop();
console.log(JSON.stringify({ before, during, files, exchanges, replayed, pending }));
`;

const folder = useTemporaryFolder();

test('got is not affected, is recorded, and is answered by its recording, byte for byte', async () => {
  const graph = await startOddGraph();
  const args = ['--input-type=module', '-e', program, graph.origin, path, sentText, folder.path];
  const { stdout, stderr } = await finished(spawn(process.execPath, args, { cwd: packageRoot, env: {} }));
  await graph.close();
  expect(stderr).toBe('');
  const { before, during, files, exchanges, replayed, pending } = JSON.parse(stdout) as Record<string, unknown>;
  expect(during).toEqual(before);
  expect(before).toEqual([[200, jsonText], [200, jsonText], [200, jsonText], [204, ''], [429, expect.anything()], 'failed', 'failed']);
  const names = ['200-all-devices-target', '204-no-content', '429-throttled', 'connection-lost'];
  expect([files, exchanges]).toEqual([names.map((name) => `update-device-configuration-assignment/${name}.json`), 7]);
  const whole = readFileSync(join(folder.path, 'update-device-configuration-assignment/200-all-devices-target.json'), 'utf8');
  expect(JSON.parse(whole)).toHaveLength(3);
  const text = jsonText.replace('"one"', '"redacted-1"');
  expect([replayed, pending]).toEqual([
    {
      '200-all-devices-target.json': [1, 2, 3].map(() => [200, text]),
      '204-no-content.json': [[204, '']],
      '429-throttled.json': [[429, '{"error":{"code":"TooManyRequests","message":"No."}}']],
      'connection-lost.json': ['failed', 'failed'],
    },
    [],
  ]);
});
