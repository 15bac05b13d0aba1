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

test.each<[string, readonly string[], string]>([
  ['two sources', ['--proxy', '--from', 'x.har'], "'--from <path...>' cannot be used with option '--proxy'"],
  ['both ways', ['--check', '--update'], "'--update' cannot be used with option '--check'"],
  ['a comparison through the proxy', ['--proxy', '--check'], "'--proxy' cannot be used with option '--check'"],
  ['a simulation behind the proxy', ['--proxy', '--simulate', 'outage'], "'--proxy' cannot be used with option '--simulate <answer>'"],
  ['a tenant of a capture', ['--from', 'x.har', '--config', 'x.json'], "'--from <path...>' cannot be used with option '--config <file>'"],
  ['retries of a capture', ['--from', 'x.har', '--budget', '1'], "'--from <path...>' cannot be used with option '--budget <seconds>'"],
  ['a port of a run of drift', ['--port', '0'], "'--port' cannot be used without option '--proxy'"],
  ['a target of a run of drift', ['--graph', 'http://127.0.0.1:1'], "'--graph' cannot be used without option '--proxy'"],
  ['a format of a run of drift', ['--input', 'har'], "'--input' cannot be used without option '--from'"],
  ['a format of the proxy', ['--proxy', '--input', 'har'], "'--input' cannot be used without option '--from'"],
  ['an empty run of drift', ['--allow-empty'], "'--allow-empty' cannot be used without option '--proxy' or '--from'"],
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
