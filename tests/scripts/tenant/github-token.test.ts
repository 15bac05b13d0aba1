import { githubToken } from '../../../scripts/tenant/credential.js';
import { localServer, type LocalServer } from '../client/local-server.js';

let answer: { readonly status: number; readonly body: string } = { status: 200, body: '' };
let server: LocalServer;
beforeAll(async () => {
  server = await localServer((response) => response.writeHead(answer.status).end(answer.body));
});
afterAll(() => server.close());

function asked(url = server.origin): Promise<string> {
  return githubToken(url, 'made-up-request-token', 'api://audience');
}

test('the token of the workflow is given', async () => {
  answer = { status: 200, body: '{"value":"made-up.token.value"}' };
  expect(await asked()).toBe('made-up.token.value');
});

test.each([
  ['a broken GitHub', 503, 'busy', 'outage', 'GitHub answered 503'],
  ['a throttling GitHub', 429, '', 'outage', 'GitHub answered 429'],
  [
    'a job without the permission',
    403,
    '{"message":"s3cret"}',
    'unauthorized',
    'it answered 403). Give the job "permissions: id-token: write"',
  ],
  ['an answer without a token', 200, '{"count":1}', 'unauthorized', 'it answered 200'],
  ['an answer that is not JSON', 200, '<s3cret>', 'unauthorized', 'it answered 200'],
  ['a redirect', 302, '', 'unauthorized', 'it answered 302'],
])('%s', async (_, status, body, reason, says) => {
  answer = { status, body };
  const failure = { name: 'SignInFailure', reason, message: expect.stringContaining(says) as string };
  await expect(asked()).rejects.toMatchObject(failure);
  await expect(asked()).rejects.toThrow(expect.not.objectContaining({ message: expect.stringContaining('s3cret') as string }) as Error);
});

test('a GitHub that is not there is an outage', async () => {
  const gone = await localServer(() => undefined);
  await gone.close();
  await expect(asked(gone.origin)).rejects.toMatchObject({ reason: 'outage' });
});

test('an answer of GitHub that breaks off is an outage', async () => {
  const breaking = await localServer((response) => {
    response.writeHead(200, { 'content-length': '500' });
    response.write('{"value":');
    setImmediate(() => response.destroy());
  });
  const failure: unknown = await asked(breaking.origin).catch((error: unknown) => error);
  await breaking.close();
  expect(failure).toMatchObject({ name: 'SignInFailure', reason: 'outage' });
});

test.each(['http://github.example/token', 'ftp://127.0.0.1', 'no url', ''])('no token is requested without TLS: %j', async (url) => {
  await expect(asked(url)).rejects.toMatchObject({
    name: 'CannotRun',
    message: expect.stringContaining('is not an https URL') as string,
  });
});
