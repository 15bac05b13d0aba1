import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:https';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { objectPath } from '../../../scripts/client/assignment.js';
import { Emulator } from '../../../scripts/emulator/emulator.js';
import { useRecordedFolder } from './recorded-folder.js';

const recorded = useRecordedFolder();
const emulator = new Emulator();
afterEach(() => emulator.close());

test('the proxy speaks HTTPS, says what its clients must trust, and waits for no connection that is not encrypted', async () => {
  const [assignment] = emulator.tenant.all;
  const path = assignment === undefined ? '' : objectPath(assignment.path, 'v1.0', assignment.ids);
  const temporary = dirname(recorded.write('tmp/file', ''));
  rmSync(join(temporary, 'file'));
  const { child, origin, ended } = await recorded.startProxy(['--graph', await emulator.listen(), '--https'], {
    TMPDIR: temporary,
    JAVA_HOME: temporary,
  });
  const [own = ''] = readdirSync(temporary);
  const file = join(temporary, own, 'authority.pem');
  const headers = { authorization: 'Bearer made-up-token', 'content-type': 'application/json' };
  const answer = await new Promise<string>((resolve, reject) => {
    request(`${origin}${path}`, { method: 'PATCH', headers, ca: readFileSync(file) }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => {
        resolve(text);
      });
    })
      .on('error', reject)
      .end(JSON.stringify(assignment?.members));
  });
  expect(JSON.parse(answer)).toMatchObject(assignment?.members ?? {});
  const silent = connect(Number(new URL(origin).port), '127.0.0.1');
  await new Promise((resolve) => silent.once('connect', resolve));
  child.kill('SIGINT');
  const { code, stdout } = await ended;
  expect(stdout).toMatch(/^agrees: 1 exchange, 1 judged/m);
  expect(stdout).toContain(`Clients must trust ${file}, which is removed at the end.`);
  expect(code).toBe(0);
  expect(readdirSync(temporary)).toEqual([]);
  expect(recorded.files()).toHaveLength(1);
  silent.destroy();
});
