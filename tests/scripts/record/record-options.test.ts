import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { packageRoot } from '../../../contracts/folders.js';
import { close, listen } from '../../../scripts/http/local-server.js';
import { useRecordedFolder } from './recorded-folder.js';

const into = useRecordedFolder();

async function expectRefusal(args: readonly string[], message: string): Promise<void> {
  const { code, stderr } = await into.record(...args);
  expect([code, existsSync(into.path)]).toEqual([2, false]);
  expect(stderr).toContain(message);
  expect(stderr).not.toMatch(/secret|^\s+at /m);
}

const forDrift = (option: string, source: string): string => `${option} is for a run of drift, and has no effect on ${source}.`;

test.each<[string, readonly string[], string]>([
  ['two sources', ['--proxy', '--from', 'x.har'], 'Leave one of them out.'],
  ['both ways', ['--check', '--update'], 'Leave one of them out.'],
  ['the proxy compares nothing', ['--proxy', '--check'], forDrift('--check', '--proxy')],
  ['the proxy has no tenant', ['--proxy', '--simulate', 'outage'], forDrift('--simulate', '--proxy')],
  ['a capture has no tenant', ['--from', 'x.har', '--config', 'x.json'], forDrift('--config', '--from')],
  ['a capture is not waited for', ['--from', 'x.har', '--budget', '1'], forDrift('--budget', '--from')],
  ['a drift run has no port', ['--port', '0'], '--port is for --proxy, and has no effect on a run of drift.'],
  [
    'a drift run has its Graph in its configuration',
    ['--graph', 'http://127.0.0.1:1'],
    '--graph is for --proxy, and has no effect on a run',
  ],
  ['a drift run has one format', ['--input', 'har'], '--input is for --from, and has no effect on a run of drift.'],
  ['the proxy has one format', ['--proxy', '--input', 'har'], '--input is for --from, and has no effect on --proxy.'],
  ['a drift run is never empty', ['--allow-empty'], '--allow-empty is for --proxy and --from, and has no effect on a run of drift.'],
  ['a pact is no traffic', ['--from', 'x.json', '--input', 'pact'], 'Allowed choices are har, nock, ndjson.'],
  ['a port out of range', ['--proxy', '--port', '70000'], 'Give a number from 0 (any free port) to 65535.'],
  ['another host', ['--proxy', '--graph', 'https://graph.example'], '--graph is neither a Microsoft Graph nor on this machine'],
  [
    'a Graph with credentials',
    ['--proxy', '--graph', 'https://me:secret@127.0.0.1'],
    '--graph cannot be used. The base URL holds credentials.',
  ],
  ['a Graph without TLS', ['--proxy', '--graph', 'http://graph.microsoft.com'], 'is not HTTPS: a token would travel unencrypted.'],
  ['a Graph of another scheme', ['--proxy', '--graph', 'ftp://127.0.0.1'], '--graph cannot be used. The base URL is not an HTTP URL.'],
  ['a Graph with a version', ['--proxy', '--graph', 'https://graph.microsoft.com/v1.0'], 'has more than scheme, host and port.'],
  ['a capture that is not there', ['--from', 'nowhere.har'], 'nowhere.har: no such file or folder'],
  ['a capture of something else', ['--from', join(packageRoot, 'package.json')], 'package.json: none of the formats that can be judged'],
  ['no folder', ['--folder', ''], 'No folder is given for the recordings. Name one; it is created if it does not exist.'],
])('cannot run, and leaves nothing behind: %s', (_what, args, message) => expectRefusal(args, message));

test('a proxy whose port is taken leaves nothing behind', async () => {
  const other = createServer();
  const { port } = new URL(await listen(other, 0, '127.0.0.1'));
  await expectRefusal(['--proxy', '--port', port], `The recording proxy cannot listen on port ${port} (EADDRINUSE). Give another --port.`);
  await close(other);
});
