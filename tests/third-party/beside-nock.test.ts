import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../contracts/folders.js';
import { listFiles } from '../../recordings/traffic/input/list-files.js';
import type { Recording } from '../../recordings/traffic/recording.js';
import { finished, type CliResult } from '../run-cli.js';
import { useTemporaryFolder } from '../recordings/temporary-folder.js';
import { path, sentText, startOddGraph } from '../recordings/recorder/odd-graph.js';

const folder = useTemporaryFolder();

/** Runs a program in a process of its own, since nock changes `node:http` for the whole process as soon as it is loaded. */
const run = (source: string, ...args: readonly string[]): Promise<CliResult> =>
  finished(spawn(process.execPath, ['-e', source, packageRoot, ...args], { cwd: packageRoot, env: {} }));

const program = `
const [root, when, origin, path, body, folder] = process.argv.slice(1);
const load = (moment) => moment === when && require('nock');
(async () => {
  load('before');
  const { request } = require('node:http');
  const { startRecording } = require(root + '/dist/scripts/package/record.js');
  const session = await startRecording({ folder, graph: origin });
  load('afterwards');
  await new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json' };
    const sent = request(origin + path, { method: 'PATCH', headers }, (answer) => answer.resume().on('end', resolve));
    sent.on('error', reject).end(body);
  });
  await (await fetch(origin + path, { method: 'PATCH', headers: { 'content-type': 'application/json' }, body })).text();
  const { exchanges } = await session.stop();
  console.log(exchanges);
})();
`;

test.each(['before', 'afterwards', 'never'])('requests are recorded if nock is loaded: %s', async (when) => {
  const graph = await startOddGraph();
  const ended = await run(program, when, graph.origin, path, sentText, join(folder.path, 'recorded'));
  await graph.close();
  expect(ended).toEqual({ code: 0, stdout: '2\n', stderr: '' });
});

/** A mock answers under the name of Graph. */
const mocked = `
const [root, path, body, folder] = process.argv.slice(1);
const nock = require('nock');
const { request } = require('node:https');
const { startRecording } = require(root + '/dist/scripts/package/record.js');
const headers = { 'content-type': 'application/json' };
(async () => {
  const session = await startRecording({ folder });
  nock('https://graph.microsoft.com').patch(path).reply(200, body, headers);
  await new Promise((resolve, reject) => {
    const sent = request('https://graph.microsoft.com' + path, { method: 'PATCH', headers }, (answer) => answer.resume().on('end', resolve));
    sent.on('error', reject).end(body);
  });
  await session.stop();
})();
`;

test('an answer of nock in the place of Graph never claims to be live', async () => {
  expect(await run(mocked, path, sentText, folder.path)).toEqual({ code: 0, stdout: '', stderr: '' });
  const [file = ''] = listFiles(folder.path);
  const recording = JSON.parse(readFileSync(file, 'utf8')) as Recording;
  expect(recording.map(({ scope, recorded }) => [scope, recorded.origin])).toEqual([['https://graph.microsoft.com:443', 'emulator']]);
});
