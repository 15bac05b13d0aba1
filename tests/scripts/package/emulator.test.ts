import { request } from 'node:https';
import '../../../scripts/package/jest.js';
import { contractsFrom } from '../../../scripts/package/contracts-from.js';
import {
  startEmulator,
  type EmulatedExchange,
  type RunningEmulator,
  type Seed,
  type StartEmulatorOptions,
} from '../../../scripts/package/emulator.js';

const devices = { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' };
const seed: Seed = { deviceConfigurations: [{ id: 'wifi', assignments: [{ id: 'own', target: devices }] }] };

let emulator: RunningEmulator;
afterEach(() => emulator.close());

async function start(options?: StartEmulatorOptions): Promise<void> {
  emulator = await startEmulator(options);
}

async function send(method: string, path: string, body?: unknown, token = true): Promise<[status: number, body: unknown]> {
  const answer = await fetch(`${emulator.url}/v1.0/${path}`, {
    method,
    headers: { ...(token && { authorization: 'Bearer made-up' }), ...(body !== undefined && { 'content-type': 'application/json' }) },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  return [answer.status, text === '' ? undefined : JSON.parse(text)];
}

const policy = 'deviceManagement/deviceConfigurations/wifi';
const summary = ({ request, response, outcome, operation, findings }: EmulatedExchange): unknown => [
  request.method,
  response?.status,
  outcome,
  operation,
  findings.filter(({ severity }) => severity === 'breaking').map(({ code }) => code),
];
const update = 'update-device-configuration-assignment';

test('it keeps each exchange with its judgement, without the token, and reset begins again', async () => {
  await start({ seed });
  expect(await send('PATCH', `${policy}/assignments/own`, { target: devices })).toMatchObject([200, { id: 'own', target: devices }]);
  expect(await send('PATCH', `${policy}/assignments/own`, { Target: devices })).toMatchObject([400, { error: {} }]);
  expect(await send('DELETE', `${policy}/assignments/own`)).toEqual([204, undefined]);
  expect(await send('GET', `${policy}/assignments`)).toMatchObject([200, { value: [] }]);
  expect(emulator.exchanges.map(summary)).toEqual([
    ['PATCH', 200, 'agrees', update, []],
    ['PATCH', 400, 'disagrees', update, ['request.body.missing-property']],
    ['DELETE', 204, 'outside', '', []],
    ['GET', 200, 'outside', '', []],
  ]);
  expect(emulator.exchanges[0]).toKeepContract();
  expect(emulator.exchanges[0]).toMatchObject({
    version: 'v1.0',
    request: { headers: { authorization: 'Bearer REDACTED' }, body: { target: devices } },
  });
  expect(JSON.stringify(emulator.exchanges)).not.toContain('made-up');
  emulator.reset();
  expect(emulator.exchanges).toEqual([]);
  expect(await send('GET', `${policy}/assignments`)).toMatchObject([200, { value: [{ id: 'own' }] }]);
});

test('requests of a batch are exchanges of their own, and added contracts judge the others', async () => {
  await start({ seed, contracts: contractsFrom('companions') });
  const requests = [
    { id: '1', method: 'GET', url: `${policy}/assignments` },
    {
      id: '2',
      method: 'POST',
      url: `${policy}/assign`,
      headers: { 'content-type': 'application/json' },
      body: { assignments: [{ target: {} }] },
    },
  ];
  expect(await send('POST', '$batch', { requests })).toMatchObject([200, { responses: [{ status: 200 }, { status: 400 }] }]);
  expect(emulator.exchanges.map(summary)).toMatchObject([
    ['GET', 200, 'agrees', 'list-device-configuration-assignments', []],
    ['POST', 400, 'disagrees', 'assign-device-configuration-assignments', ['request.body.missing-property']],
  ]);
  await emulator.close();
  await start();
  await send('GET', `${policy}/assignments`);
  expect(emulator.exchanges.map(({ outcome }) => outcome)).toEqual(['outside']);
});

test('simulate changes the answers, and reset puts back the first one', async () => {
  await start({ simulate: 'throttled' });
  const status = async (): Promise<number> => (await send('PATCH', `${policy}/assignments/x`, { target: devices }))[0];
  expect(await status()).toBe(429);
  emulator.simulate = undefined;
  expect(await status()).toBe(200);
  emulator.simulate = 'connection-lost';
  await expect(status()).rejects.toThrow();
  expect(emulator.exchanges.at(-1)).not.toHaveProperty('response');
  emulator.reset();
  expect([emulator.simulate, await status()]).toEqual(['throttled', 429]);
  expect(() => (emulator.simulate = 'no-such' as 'throttled')).toThrow('The emulator has no simulation "no-such"');
});

test('known ids, and requests without a token', async () => {
  await start({ knownIds: true, token: false });
  expect((await send('GET', `${policy}/assignments`, undefined, false))[0]).toBe(404);
  await emulator.close();
  await start();
  expect((await send('GET', `${policy}/assignments`, undefined, false))[0]).toBe(401);
});

test('with https, a client that trusts its authority is answered', async () => {
  await start({ seed, https: true });
  expect(emulator.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
  const status = await new Promise((resolve, reject) => {
    request(
      `${emulator.url}/v1.0/${policy}/assignments/own`,
      { ca: emulator.authority, method: 'PATCH', headers: { authorization: 'Bearer made-up', 'content-type': 'application/json' } },
      (answer) => {
        answer.resume().on('end', () => {
          resolve(answer.statusCode);
        });
      },
    )
      .on('error', reject)
      .end(JSON.stringify({ target: devices }));
  });
  expect(status).toBe(200);
  expect(emulator.exchanges).toMatchObject([
    { outcome: 'agrees', response: { body: { '@odata.context': expect.stringMatching(/^https:/) as string } } },
  ]);
  await emulator.close();
  await start({ seed });
  expect(emulator.authority).toBeUndefined();
});

test('updates and deletions of one assignment at once: each is answered, in some order', async () => {
  await start({ seed });
  const path = `${policy}/assignments/own`;
  const statuses = await Promise.all(
    Array.from({ length: 100 }, async (_, index) => (index % 2 === 0 ? send('PATCH', path, { target: devices }) : send('DELETE', path))),
  );
  expect(statuses.filter(([status]) => status === 204)).toHaveLength(1);
  expect(statuses.filter(([status]) => ![200, 204, 404].includes(status))).toEqual([]);
  expect(emulator.exchanges).toHaveLength(100);
});

describe('what cannot start', () => {
  beforeEach(() => start());

  test.each<[options: object, message: string]>([
    [{ seeds: seed }, 'startEmulator() has no option "seeds". Did you mean seed?'],
    [{ tls: 'yes please' }, 'has no option "tls". Its options are seed, knownIds,'],
    [null as never, 'startEmulator() takes its options as an object, such as { seed: … }.'],
    [5 as never, 'startEmulator() takes its options as an object'],
    [{ contracts: 'companions' }, "contracts of startEmulator() is a list of contracts, such as contractsFrom('companions')."],
    [{ simulate: 'no-such' }, 'The emulator has no simulation "no-such"'],
    [{ seed: { deviceConfigurations: [{}] } }, 'deviceConfigurations[0].id: missing.'],
    [{ seed: './seed.json' }, 'not a seed, which is an object'],
  ])('%j', async (options, message) => {
    await expect(startEmulator(options)).rejects.toThrow(message);
  });

  test('a port that is taken', async () => {
    await expect(startEmulator({ port: Number(new URL(emulator.url).port) })).rejects.toThrow('EADDRINUSE');
  });
});
