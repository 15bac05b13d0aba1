import { OutboundHttp } from '../../../scripts/client/outbound-http.js';
import { githubToken } from '../../../scripts/tenant/credential.js';
import { localServer, type LocalServer } from '../client/local-server.js';

let answer: { readonly status: number; readonly body: string } = { status: 200, body: '' };
let server: LocalServer;
beforeAll(async () => {
  server = await localServer((response) => response.writeHead(answer.status).end(answer.body));
});
afterAll(() => server.close());

function request(url = server.origin): Promise<string> {
  return githubToken(url, 'made-up-request-token', 'api://audience', new OutboundHttp({}));
}

test('the token of the workflow is returned', async () => {
  answer = { status: 200, body: '{"value":"made-up.token.value"}' };
  expect(await request()).toBe('made-up.token.value');
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
  ['a response without a token', 200, '{"count":1}', 'unauthorized', 'it answered 200'],
  ['a response that is not JSON', 200, '<s3cret>', 'unauthorized', 'it answered 200'],
  ['a redirect', 302, '', 'unauthorized', 'it answered 302'],
])('%s', async (_, status, body, reason, message) => {
  answer = { status, body };
  const failure = { name: 'SignInFailure', reason, message: expect.stringContaining(message) as string };
  await expect(request()).rejects.toMatchObject(failure);
  await expect(request()).rejects.toThrow(expect.not.objectContaining({ message: expect.stringContaining('s3cret') as string }) as Error);
});

test('an unreachable GitHub is an outage', async () => {
  const gone = await localServer(() => undefined);
  await gone.close();
  await expect(request(gone.origin)).rejects.toMatchObject({ reason: 'outage' });
});

test('a response of GitHub that breaks off is an outage', async () => {
  const breaking = await localServer((response) => {
    response.writeHead(200, { 'content-length': '500' });
    response.write('{"value":');
    setImmediate(() => response.destroy());
  });
  const failure: unknown = await request(breaking.origin).catch((error: unknown) => error);
  await breaking.close();
  expect(failure).toMatchObject({ name: 'SignInFailure', reason: 'outage' });
});

test.each(['http://github.example/token', 'ftp://127.0.0.1', 'no url', ''])('no token is requested without TLS: %j', async (url) => {
  await expect(request(url)).rejects.toMatchObject({
    name: 'CannotRun',
    message: expect.stringContaining('is not an https URL') as string,
  });
});
