import request from 'supertest';
import { contracts } from '../../../contracts/judge/compiled-contracts.js';
import type { Exchange } from '../../../contracts/judge/exchange.js';
import type { Judgement } from '../../../contracts/judge/judge.js';
import { Emulator, type EmulatorOptions } from '../../../scripts/emulator/emulator.js';
import { assignmentsOf, get, patch, targetNamed, update } from './asked.js';

const token = 'made-up-secret';
const [contract] = contracts;
if (contract === undefined) throw new Error('There is no contract.');
const target = targetNamed('allDevicesAssignmentTarget');

/** An emulator, and what it tells of each request. */
function watched(options: EmulatorOptions = {}): { emulator: Emulator; told: { exchange: Exchange; judgement: Judgement }[] } {
  const told: { exchange: Exchange; judgement: Judgement }[] = [];
  const onExchange = (exchange: Exchange, judgement: Judgement): void => void told.push({ exchange, judgement });
  return { emulator: new Emulator({ ...options, onExchange }), told };
}

test('each answered request is told once, with what was sent, what was answered, and what the contract says of it', async () => {
  const { emulator, told } = watched();
  const [ids] = assignmentsOf(emulator, contract);
  const answer = await update(emulator, contract, 'v1.0', ids, target);
  await get(emulator, contract, 'v1.0', ids);
  await patch(emulator, contract, 'v1.0', ids, { Target: target });
  expect(told.map(({ judgement }) => judgement.kind)).toEqual(['judged', 'outside', 'judged']);
  expect(told[0]).toMatchObject({
    exchange: {
      request: { method: 'PATCH', body: answer.request.toJSON().data === undefined ? '' : (expect.any(String) as string) },
      response: { status: 200, body: answer.text },
    },
    judgement: { operation: contract.name, version: 'v1.0' },
  });
  expect(told[2]).toMatchObject({ judgement: { findings: [{ code: 'request.body.missing-property' }, { code: 'response.not-checked' }] } });
});

test('a dropped connection is told as a failure', async () => {
  const { emulator, told } = watched({ simulate: 'connection-lost' });
  const [ids] = assignmentsOf(emulator, contract);
  await expect(update(emulator, contract, 'v1.0', ids, target)).rejects.toThrow(/hang up/);
  expect(told).toMatchObject([{ exchange: { failure: 'ECONNRESET' }, judgement: { kind: 'inconclusive', reason: 'outage' } }]);
});

test('a mistake of our own is told, or thrown in the end', async () => {
  const mistake = new Error('a mistake');
  const onExchange = (): never => {
    throw mistake;
  };
  const mistakes: unknown[] = [];
  const emulator = new Emulator({ onExchange, failed: (error) => mistakes.push(error) });
  const [ids] = assignmentsOf(emulator, contract);
  await get(emulator, contract, 'v1.0', ids).catch(() => undefined);
  expect(mistakes).toEqual([mistake]);

  const other = new Emulator({ onExchange });
  const origin = await other.listen();
  await fetch(origin).catch(() => undefined);
  await expect(other.close()).rejects.toBe(mistake);
});

test('a body that is too long is told as one, not as none', async () => {
  const { emulator, told } = watched();
  const [ids] = assignmentsOf(emulator, contract);
  await patch(emulator, contract, 'v1.0', ids, 'x'.repeat(4 * 1024 * 1024 + 1));
  expect(told).toMatchObject([{ exchange: { request: { body: '(longer than 4 MiB)' }, response: { status: 413 } } }]);
  expect(JSON.stringify(told[0]?.judgement)).not.toContain('request.body.missing');
});

test.each([
  ['Authorization', `Bearer ${token}`],
  ['authorization', `bearer  ${token}`],
  ['Authorization', `Basic ${token}`],
  ['Authorization', token],
  ['Authorization', `Bearer ${token} ${token}`],
  ['Proxy-Authorization', `Basic ${token}`],
  ['Cookie', `session=${token}`],
])('credentials are told to nobody: %s: %s', async (name, value) => {
  for (const simulate of ['documented', 'bad-request', 'expired-token', 'throttled'] as const) {
    const { emulator, told } = watched({ simulate });
    const [ids] = assignmentsOf(emulator, contract);
    const answers = [
      await update(emulator, contract, 'v1.0', ids, target).set(name, value),
      await get(emulator, contract, 'v1.0', ids).set(name, value),
      await request(emulator.listener).post('/v1.0/me').set(name, value),
    ];
    expect(told).toHaveLength(3);
    expect(JSON.stringify([told, answers.map(({ text, headers }) => [text, headers as unknown])])).not.toContain(token);
  }
});

test('what is told in place of a bearer token is a bearer token, so that it can be judged again', async () => {
  const { emulator, told } = watched();
  const [ids] = assignmentsOf(emulator, contract);
  await update(emulator, contract, 'v1.0', ids, target);
  expect(told[0]?.exchange.request.headers).toMatchObject({ authorization: 'Bearer {token}' });
});
