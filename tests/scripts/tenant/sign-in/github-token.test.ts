import { githubToken } from '../../../../scripts/tenant/sign-in/github-token.js';
import { localServer, type LocalServer } from '../../client/local-server.js';

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
  ['an answer that is no JSON', 200, '<s3cret>', 'unauthorized', 'it answered 200'],
  ['a redirect', 302, '', 'unauthorized', 'it answered 302'],
])('%s', async (_, status, body, kind, says) => {
  answer = { status, body };
  const failure = { name: 'SignInFailure', kind, message: expect.stringContaining(says) as string };
  await expect(asked()).rejects.toMatchObject(failure);
  await expect(asked()).rejects.toThrow(expect.not.objectContaining({ message: expect.stringContaining('s3cret') as string }) as Error);
});

test('a GitHub that is not there is weather', async () => {
  const gone = await localServer(() => undefined);
  await gone.close();
  await expect(asked(gone.origin)).rejects.toMatchObject({ kind: 'outage' });
});

test('an answer of GitHub that breaks off is weather', async () => {
  const breaking = await localServer((response) => {
    response.writeHead(200, { 'content-length': '500' });
    response.write('{"value":');
    setImmediate(() => response.destroy());
  });
  const failure: unknown = await asked(breaking.origin).catch((error: unknown) => error);
  await breaking.close();
  expect(failure).toMatchObject({ name: 'SignInFailure', kind: 'outage' });
});

test.each(['http://github.example/token', 'ftp://127.0.0.1', 'no url', ''])('a token is not asked for in clear: %j', async (url) => {
  await expect(asked(url)).rejects.toMatchObject({ kind: 'cannot-run', message: expect.stringContaining('is no https URL') as string });
});
