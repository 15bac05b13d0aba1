import * as fc from '../../equipment/fast-check.js';
import type { Contract } from '../../../contracts/contract.js';
import { contracts } from '../../../contracts/judge/compiled-contracts.js';
import { GraphClient, type TokenSource } from '../../../scripts/client/graph-client.js';
import { localServer, type LocalServer } from './local-server.js';

const [contract, other] = contracts as readonly [Contract, Contract, ...Contract[]];
const ids = { policyId: '11111111-policy', assignmentId: '11111111-policy_target' };
const target = { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' };

let server: LocalServer;
let statuses: number[] = [];
beforeAll(async () => {
  server = await localServer((response) => response.writeHead(statuses.shift() ?? 200).end('{}'));
});
afterAll(() => server.close());
beforeEach(() => {
  server.requests.length = 0;
  statuses = [];
});

function guarded(options: { requestLimit?: number; token?: TokenSource } = {}): GraphClient {
  const { token = () => Promise.resolve('made-up'), ...rest } = options;
  return new GraphClient({ baseUrl: server.origin, token, allowed: [{ operation: contract.name, ...ids }], ...rest });
}

test('an allowed assignment is requested, in each API version', async () => {
  for (const version of contract.apiVersions) {
    await guarded().read(contract, version, ids);
    await guarded().update(contract, version, ids, { target });
  }
  expect(server.requests.map(({ method }) => method)).toEqual(['GET', 'PATCH', 'GET', 'PATCH']);
});

test.each([
  ['another assignment', contract, { ...ids, assignmentId: 'another-11111111' }],
  ['the assignment of another policy', contract, { ...ids, policyId: 'another-11111111' }],
  ['the same ids of the other operation', other, ids],
  ['a longer id', contract, { ...ids, assignmentId: `${ids.assignmentId}1` }],
  ['another operation of the same name', { ...contract, paths: ['/deviceManagement/deviceConfigurations/{a}/assign/{b}'] }, ids],
  ['another method', { ...contract, method: 'DELETE' }, ids],
  ['a path that is normalised to another one', { ...contract, paths: [`${contract.paths[0] ?? ''}/../../../{b}/..`] }, ids],
  ['a path to another host', { ...contract, paths: ['@graph.example/{a}/{b}'] }, ids],
])('%s is refused, and nothing is sent', async (_, operation, wanted) => {
  const tokens: string[] = [];
  const client = guarded({ token: () => Promise.resolve(String(tokens.push('one'))) });
  const refusal = expect.objectContaining({ name: 'Refused', message: expect.not.stringContaining('1111') as string }) as Error;
  await expect(client.update(operation, 'beta', wanted, { target })).rejects.toEqual(refusal);
  if (operation.method !== 'DELETE') await expect(client.read(operation, 'v1.0', wanted)).rejects.toEqual(refusal);
  expect([server.requests, tokens]).toEqual([[], []]);
});

test('of arbitrary ids, only the allowed ones are sent', async () => {
  const client = guarded({ requestLimit: 100_000 });
  const id = fc.oneof(fc.constantFrom(ids.policyId, ids.assignmentId), fc.webPath(), fc.string());
  await fc.assert(
    fc.asyncProperty(id, id, async (policyId, assignmentId) => {
      const isAllowed = policyId === ids.policyId && assignmentId === ids.assignmentId;
      const before = server.requests.length;
      await client.read(contract, 'beta', { policyId, assignmentId }).catch(() => undefined);
      expect(server.requests.length - before).toBe(isAllowed ? 1 : 0);
    }),
    { examples: [[ids.policyId, ids.assignmentId]] },
  );
  const allowed = `/beta${(contract.paths[0] ?? '').replace(/\{[^}]+\}/, ids.policyId).replace(/\{[^}]+\}/, ids.assignmentId)}`;
  expect(new Set(server.requests.map(({ method, path }) => `${method} ${path}`))).toEqual(new Set([`GET ${allowed}`]));
});

test('outside loopback nothing is allowed by default', async () => {
  const client = new GraphClient({ baseUrl: 'https://graph.microsoft.com', token: () => Promise.resolve('made-up') });
  await expect(client.read(contract, 'v1.0', ids)).rejects.toMatchObject({ name: 'Refused' });
});

describe('the limit of requests', () => {
  test('is hard: reads and updates count, answered or not', async () => {
    const client = guarded({ requestLimit: 3 });
    statuses = [200, 503, 404];
    await client.read(contract, 'v1.0', ids);
    await client.update(contract, 'v1.0', ids, { target });
    await client.read(contract, 'beta', ids);
    await expect(client.read(contract, 'v1.0', ids)).rejects.toThrow('The limit of 3 requests is reached');
    await expect(client.update(contract, 'v1.0', ids, { target })).rejects.toMatchObject({ name: 'Refused' });
    expect(server.requests).toHaveLength(3);
  });

  test('does not count refused requests', async () => {
    const client = guarded({ requestLimit: 1 });
    await expect(client.read(contract, 'v1.0', { ...ids, policyId: 'another' })).rejects.toMatchObject({ name: 'Refused' });
    await client.read(contract, 'v1.0', ids);
    expect(server.requests).toHaveLength(1);
  });
});

describe('a token that Graph rejects', () => {
  test('is replaced by a fresh one once', async () => {
    const fetched: (boolean | undefined)[] = [];
    const client = guarded({
      token: ({ fresh } = {}) => {
        fetched.push(fresh);
        return Promise.resolve('made-up');
      },
    });
    statuses = [200, 401, 200, 200];
    for (let index = 0; index < 4; index += 1) await client.read(contract, 'v1.0', ids);
    expect(fetched).toEqual([false, false, true, false]);
  });

  test('fails the request if there is no other, and the next one tries again', async () => {
    statuses = [401, 200];
    let failures = 1;
    const client = guarded({
      token: ({ fresh } = {}) => Promise.resolve(fresh && failures-- > 0 ? { failure: 'SIGN_IN_OUTAGE' } : 'made-up'),
    });
    const exchanges = [];
    for (let index = 0; index < 3; index += 1) exchanges.push(await client.read(contract, 'v1.0', ids));
    expect(exchanges.map(({ response, failure }) => response?.status ?? failure)).toEqual([401, 'SIGN_IN_OUTAGE', 200]);
    expect(server.requests).toHaveLength(2);
  });
});
