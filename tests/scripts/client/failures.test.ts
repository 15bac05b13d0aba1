import nock from 'nock';
import { contracts } from '../../../contracts/judge/compiled-contracts.js';
import { GraphClient } from '../../../scripts/client/graph-client.js';

const [contract] = contracts;
if (contract === undefined) throw new Error('There is no contract.');
const ids = { policyId: 'p', assignmentId: 'a' };
const client = new GraphClient({
  baseUrl: 'https://graph.microsoft.com',
  token: () => Promise.resolve('made-up'),
  allowed: [{ operation: contract.name, ...ids }],
});

beforeAll(() => {
  nock.disableNetConnect();
});
afterAll(() => {
  nock.cleanAll();
  nock.enableNetConnect();
  // Files that run later in this process do not use nock.
  nock.restore();
});

test.each([
  ['an unknown name', { code: 'ENOTFOUND', message: 'getaddrinfo ENOTFOUND graph.invalid' }, 'ENOTFOUND'],
  ['a name server that is down', { code: 'EAI_AGAIN', message: 'getaddrinfo EAI_AGAIN graph.invalid' }, 'EAI_AGAIN'],
  ['a certificate of its own', { code: 'DEPTH_ZERO_SELF_SIGNED_CERT', message: 'self-signed certificate' }, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
  ['a nested cause', { message: 'fetch failed', cause: { code: 'ECONNRESET' } }, 'ECONNRESET'],
  ['a code that may hold anything', { code: 'id 42 of graph.invalid', message: 'odd' }, 'NETWORK_ERROR'],
  ['no code', { message: 'graph.invalid is down' }, 'NETWORK_ERROR'],
])('%s is named by its code, never by its message', async (_, error, failure) => {
  nock('https://graph.microsoft.com')
    .get(/./)
    .replyWithError(Object.assign(new Error(error.message), error));
  const exchange = await client.read(contract, 'v1.0', ids);
  expect(exchange).toEqual({ request: expect.objectContaining({ method: 'GET' }) as object, failure });
});
