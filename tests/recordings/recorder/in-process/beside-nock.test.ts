import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { packageRoot } from '../../../../contracts/folders.js';
import { finished } from '../../../run-cli.js';
import { TemporaryFolder } from '../../temporary-folder.js';
import { path, sentText, startOddGraph } from './odd-graph.js';

/** nock changes `node:http` for the whole process as soon as it is loaded: so this one is of its own. */
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

test.each(['before', 'afterwards', 'never'])('requests are recorded when nock is loaded: %s', async (when) => {
  const graph = await startOddGraph();
  const folder = new TemporaryFolder();
  try {
    const args = ['-e', program, packageRoot, when, graph.origin, path, sentText, join(folder.path, 'recorded')];
    expect(await finished(spawn(process.execPath, args, { cwd: packageRoot, env: {} }))).toEqual({ code: 0, stdout: '2\n', stderr: '' });
  } finally {
    folder.remove();
    await graph.close();
  }
});
