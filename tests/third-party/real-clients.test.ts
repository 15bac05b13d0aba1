/** Clients that none of us wrote ask recordings in place of Graph: nothing of theirs changes but the base URL. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from '@microsoft/microsoft-graph-client';
import { packageRoot } from '../../contracts/folders.js';
import { GraphServer } from '../../scripts/serve/graph-server.js';
import type { JudgedRequest, Reply } from '../../scripts/serve/reply.js';
import { ServedRecordings } from '../../scripts/serve/served-recordings.js';
import { testWith } from '../equipment/needs-tool.js';

const file = join(packageRoot, 'recordings/update-device-compliance-policy-assignment/200-exclusion-group-target-beta.json');
const [, recorded] = JSON.parse(readFileSync(file, 'utf8')) as { path: string; body: { target: object }; response: object }[];
if (recorded === undefined) throw new Error('The recording has no update.');

let observed: { judged: JudgedRequest; reply: Reply }[];
let server: GraphServer;
let origin: string;
beforeEach(async () => {
  observed = [];
  // The official client sends its token over HTTPS only: `serve --no-token`.
  const recordings = ServedRecordings.load([file], 0);
  server = new GraphServer(
    (judged) => recordings.answer(judged),
    (judged, reply) => observed.push({ judged, reply }),
    (error) => {
      throw error;
    },
    { requiresToken: false },
  );
  origin = await server.listen(0, '127.0.0.1');
});
afterEach(() => server.close());

/** What a service does with the official client; it does not know who answers. */
function updateTarget(baseUrl: string, target: object): Promise<unknown> {
  const client = Client.init({
    baseUrl,
    defaultVersion: 'beta',
    authProvider: (done) => {
      done(null, 'made-up');
    },
  });
  const path = recorded?.path.replace('/beta', '') ?? '';
  return client.api(path).patch({ '@odata.type': '#microsoft.graph.deviceCompliancePolicyAssignment', target }) as Promise<unknown>;
}

test('the official Graph client for JavaScript updates an assignment', async () => {
  await expect(updateTarget(origin, recorded.body.target)).resolves.toEqual(recorded.response);
  expect(observed).toMatchObject([
    { judged: { request: { method: 'PATCH' }, judgement: { operation: 'update-device-compliance-policy-assignment' } } },
  ]);
  const findings = observed.flatMap(({ judged: { judgement } }) => (judgement.kind === 'outside' ? [] : judgement.findings));
  expect(findings.filter(({ severity }) => severity !== 'note')).toEqual([]);
});

test('the official client fails once, with the difference in its error, and does not try again', async () => {
  await expect(updateTarget(origin, { ...recorded.body.target, groupId: 'another' })).rejects.toMatchObject({
    statusCode: 418,
    code: 'NoRecording',
    message: expect.stringContaining(
      '/target/groupId was recorded as a string of 36 characters, and is sent as a string of 7 characters',
    ) as string,
  });
  expect(observed).toHaveLength(1);
});

testWith('curl')('curl updates an assignment', async () => {
  const args = ['--silent', '--show-error', '--request', 'PATCH', `${origin}${recorded.path}`, '--header', 'Authorization: Bearer made-up'];
  const body = ['--header', 'Content-Type: application/json', '--data', JSON.stringify(recorded.body, null, 2), '--noproxy', '*'];
  const stdout = await new Promise<string>((resolve, reject) => {
    execFile('curl', [...args, ...body], (error, out) => {
      if (error === null) resolve(out);
      else reject(new Error(error.message));
    });
  });
  expect(JSON.parse(stdout)).toEqual(recorded.response);
});
