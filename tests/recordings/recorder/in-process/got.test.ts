import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../../../contracts/folders.js';
import { finished } from '../../../run-cli.js';
import { TemporaryFolder } from '../../temporary-folder.js';
import { jsonText, path, sentText, startOddGraph } from './odd-graph.js';

/** got is a module that Jest cannot load: it asks in a process of its own, and was loaded before anybody recorded. */
const program = `
import got from 'got';
import recorder from '${join(packageRoot, 'dist/scripts/package/record.js')}';
const [origin, path, body, folder] = process.argv.slice(1);
const ask = async (x) => {
  const options = { method: 'PATCH', body, headers: { 'content-type': 'application/json' }, throwHttpErrors: false, retry: { limit: 0 } };
  try {
    const { statusCode, body: text } = await got(origin + path + '?x=' + x, options);
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
console.log(JSON.stringify({ before, during, files, exchanges }));
`;

test('got notices nothing, and is recorded', async () => {
  const graph = await startOddGraph();
  const folder = new TemporaryFolder();
  try {
    const args = ['--input-type=module', '-e', program, graph.origin, path, sentText, folder.path];
    const { stdout, stderr } = await finished(spawn(process.execPath, args, { cwd: packageRoot, env: {} }));
    expect(stderr).toBe('');
    const { before, during, files, exchanges } = JSON.parse(stdout) as Record<string, unknown>;
    expect(during).toEqual(before);
    expect(before).toEqual([[200, jsonText], [200, jsonText], [200, jsonText], [204, ''], [429, expect.anything()], 'failed', 'failed']);
    const names = ['200-all-devices-target', '204-no-content', '429-throttled', 'connection-lost'];
    expect([files, exchanges]).toEqual([names.map((name) => `update-device-configuration-assignment/${name}.json`), 7]);
    const whole = readFileSync(join(folder.path, 'update-device-configuration-assignment/200-all-devices-target.json'), 'utf8');
    expect(JSON.parse(whole)).toHaveLength(3);
  } finally {
    folder.remove();
    await graph.close();
  }
});
