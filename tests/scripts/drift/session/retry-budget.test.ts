import type { Exchange } from '../../../../contracts/judge/exchange.js';
import { RetryBudget, type RetryLimits } from '../../../../scripts/drift/session/retry-budget.js';
import { VirtualClock } from '../virtual-clock.js';

const request = { method: 'GET', url: '/' };
const responded = (status: number, headers: Readonly<Record<string, string>> = {}, body = ''): Exchange => ({
  request,
  response: { status, headers, body },
});
const failed = (failure: string): Exchange => ({ request, failure });

/** Retries until the budget allows no more. @returns the number of attempts. */
async function attemptsFor(exchange: Exchange, clock: VirtualClock, options: Partial<RetryLimits> = {}): Promise<number> {
  const retries = new RetryBudget(clock, { budget: 300_000, mayRequest: () => true, ...options });
  let attempt = 1;
  while (await retries.wait(exchange, attempt, clock.now())) attempt += 1;
  return attempt;
}

test('each wait is twice as long as the one before, up to a minute, within the budget', async () => {
  const clock = new VirtualClock(() => 0.999999);
  await attemptsFor(responded(503), clock);
  expect(clock.waits.map((wait) => Math.round(wait / 1000))).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]);
  expect(clock.passed).toBeLessThanOrEqual(300_000);
});

test('jitter shortens a wait by up to half', async () => {
  const clock = new VirtualClock(() => 0);
  await attemptsFor(responded(503), clock, { budget: 8_000 });
  expect(clock.waits).toEqual([500, 1_000, 2_000, 4_000]);
});

test.each<readonly [string, Exchange, number]>([
  ['Retry-After is obeyed', responded(429, { 'retry-after': '20' }), 20_000],
  ['a Retry-After below the back-off is ignored', responded(429, { 'retry-after': '0.1' }), 750],
  ['a malformed Retry-After is ignored', responded(429, { 'retry-after': 'soon' }), 750],
])('%s', async (_, exchange, wait) => {
  const clock = new VirtualClock();
  await attemptsFor(exchange, clock, { budget: 30_000 });
  expect(clock.waits[0]).toBe(wait);
});

test('a Retry-After of the whole budget is obeyed', async () => {
  const clock = new VirtualClock();
  expect(await attemptsFor(responded(429, { 'retry-after': '300' }), clock)).toBe(2);
  expect(clock.passed).toBe(300_000);
});

test('a Retry-After beyond the budget ends the retries', async () => {
  const clock = new VirtualClock();
  expect(await attemptsFor(responded(429, { 'retry-after': '301' }), clock)).toBe(1);
  expect(clock.passed).toBe(0);
});

test('the time of a failed attempt counts too', async () => {
  const clock = new VirtualClock();
  const retries = new RetryBudget(clock, { budget: 40_000, mayRequest: () => true });
  const begun = clock.now();
  clock.pass(30_000);
  expect(await retries.wait(failed('TIMEOUT'), 1, begun)).toBe(true);
  const again = clock.now();
  clock.pass(30_000);
  expect(await retries.wait(failed('TIMEOUT'), 2, again)).toBe(false);
});

test('all steps share the budget', async () => {
  const clock = new VirtualClock();
  const retries = new RetryBudget(clock, { budget: 1_000, mayRequest: () => true });
  expect(await retries.wait(responded(429), 1, clock.now())).toBe(true);
  expect(await retries.wait(responded(429), 1, clock.now())).toBe(false);
});

test.each<readonly [string, Exchange, 'many' | number]>([
  ['429', responded(429), 'many'],
  ['500', responded(500), 'many'],
  ['503', responded(503), 'many'],
  ['408', responded(408), 'many'],
  ['HTML', responded(200, { 'content-type': 'text/html' }, '<html></html>'), 'many'],
  ['a reset', failed('ECONNRESET'), 'many'],
  ['a time-out', failed('TIMEOUT'), 'many'],
  ['DNS', failed('ENOTFOUND'), 'many'],
  ['temporary DNS failure', failed('EAI_AGAIN'), 'many'],
  ['a TLS handshake', failed('EPROTO'), 'many'],
  ['an expired certificate', failed('CERT_HAS_EXPIRED'), 3],
  ['a certificate for another host', failed('ERR_TLS_CERT_ALTNAME_INVALID'), 3],
  ['a self-signed certificate', failed('DEPTH_ZERO_SELF_SIGNED_CERT'), 3],
  ['a certificate of an unknown authority', failed('UNABLE_TO_VERIFY_LEAF_SIGNATURE'), 3],
  ['a proxy that refuses the host', failed('PROXY_403'), 3],
  ['a proxy that refuses the credentials', failed('PROXY_407'), 3],
  ['a proxy that does not reach the host', failed('PROXY_502'), 'many'],
  ['a proxy that is down', failed('PROXY_ECONNREFUSED'), 'many'],
  ['401', responded(401), 3],
  ['501', responded(501), 3],
  ['505', responded(505), 3],
  ['a response that is too long', failed('BODY_TOO_LARGE'), 3],
  ['an invalid URL', failed('ERR_INVALID_URL'), 3],
  ['a request that cannot be sent', failed('UND_ERR_INVALID_ARG'), 3],
  ['a refused sign-in', failed('SIGN_IN_REFUSED'), 3],
  ['the limit of requests', failed('REQUEST_LIMIT'), 3],
  ['403', responded(403), 1],
  ['409', responded(409), 1],
  ['404', responded(404), 1],
  ['400', responded(400), 1],
  ['200', responded(200, {}, '{}'), 1],
])('%s: attempts', async (_, exchange, expected) => {
  const attempts = await attemptsFor(exchange, new VirtualClock());
  if (expected === 'many') expect(attempts).toBeGreaterThan(8);
  else expect(attempts).toBe(expected);
});

test('without a further request there is no wait', async () => {
  const clock = new VirtualClock();
  expect(await attemptsFor(responded(503), clock, { mayRequest: () => false })).toBe(1);
  expect(clock.passed).toBe(0);
});

test('a signal to stop ends the wait, and allows no further one', async () => {
  const stop = new AbortController();
  const clock = new VirtualClock();
  const sleep = (): Promise<void> => {
    stop.abort();
    return Promise.resolve();
  };
  const retries = new RetryBudget(
    { now: clock.now, worked: clock.worked, random: clock.random, sleep },
    { budget: 300_000, mayRequest: () => true, stop: stop.signal },
  );
  expect(await retries.wait(responded(503), 1, clock.now())).toBe(false);
  expect(await attemptsFor(responded(503), clock, { stop: stop.signal })).toBe(1);
});
