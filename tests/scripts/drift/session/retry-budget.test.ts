import type { Exchange } from '../../../../contracts/judge/exchange.js';
import { RetryBudget, type RetryLimits } from '../../../../scripts/drift/session/retry-budget.js';
import { VirtualClock } from '../virtual-clock.js';

const request = { method: 'GET', url: '/' };
const answered = (status: number, headers: Readonly<Record<string, string>> = {}, body = ''): Exchange => ({
  request,
  response: { status, headers, body },
});
const failed = (failure: string): Exchange => ({ request, failure });

/** Tries the same again until there is no sense in it. */
async function tryAgain(exchange: Exchange, clock: VirtualClock, options: Partial<RetryLimits> = {}): Promise<number> {
  const retries = new RetryBudget(clock, { budget: 300_000, mayRequest: () => true, ...options });
  let attempt = 1;
  while (await retries.wait(exchange, attempt, clock.now())) attempt += 1;
  return attempt;
}

test('each wait is twice as long as the one before, up to a minute, and all of them fit the budget', async () => {
  const clock = new VirtualClock(() => 0.999999);
  await tryAgain(answered(503), clock);
  expect(clock.waits.map((wait) => Math.round(wait / 1000))).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]);
  expect(clock.passed).toBeLessThanOrEqual(300_000);
});

test('chance takes away up to half of a wait', async () => {
  const clock = new VirtualClock(() => 0);
  await tryAgain(answered(503), clock, { budget: 8_000 });
  expect(clock.waits).toEqual([500, 1_000, 2_000, 4_000]);
});

test.each<readonly [string, Exchange, number]>([
  ['Retry-After is kept to', answered(429, { 'retry-after': '20' }), 20_000],
  ['a shorter one than the back-off does not hurry', answered(429, { 'retry-after': '0.1' }), 750],
  ['one that nobody understands is none', answered(429, { 'retry-after': 'soon' }), 750],
])('%s', async (_, exchange, wait) => {
  const clock = new VirtualClock();
  await tryAgain(exchange, clock, { budget: 30_000 });
  expect(clock.waits[0]).toBe(wait);
});

test('a Retry-After that takes the whole budget is kept to', async () => {
  const clock = new VirtualClock();
  expect(await tryAgain(answered(429, { 'retry-after': '300' }), clock)).toBe(2);
  expect(clock.passed).toBe(300_000);
});

test('a Retry-After beyond the budget ends at once', async () => {
  const clock = new VirtualClock();
  expect(await tryAgain(answered(429, { 'retry-after': '301' }), clock)).toBe(1);
  expect(clock.passed).toBe(0);
});

test('the time that a failing attempt took is spent too', async () => {
  const clock = new VirtualClock();
  const retries = new RetryBudget(clock, { budget: 40_000, mayRequest: () => true });
  const begun = clock.now();
  clock.pass(30_000);
  expect(await retries.wait(failed('TIMEOUT'), 1, begun)).toBe(true);
  const again = clock.now();
  clock.pass(30_000);
  expect(await retries.wait(failed('TIMEOUT'), 2, again)).toBe(false);
});

test('the budget is one for all steps', async () => {
  const clock = new VirtualClock();
  const retries = new RetryBudget(clock, { budget: 1_000, mayRequest: () => true });
  expect(await retries.wait(answered(429), 1, clock.now())).toBe(true);
  expect(await retries.wait(answered(429), 1, clock.now())).toBe(false);
});

test.each<readonly [string, Exchange, 'many' | number]>([
  ['429', answered(429), 'many'],
  ['500', answered(500), 'many'],
  ['503', answered(503), 'many'],
  ['408', answered(408), 'many'],
  ['HTML', answered(200, { 'content-type': 'text/html' }, '<html></html>'), 'many'],
  ['a reset', failed('ECONNRESET'), 'many'],
  ['a time-out', failed('TIMEOUT'), 'many'],
  ['DNS', failed('ENOTFOUND'), 'many'],
  ['DNS, for now', failed('EAI_AGAIN'), 'many'],
  ['a TLS handshake', failed('EPROTO'), 'many'],
  ['a certificate that ran out', failed('CERT_HAS_EXPIRED'), 3],
  ['a certificate for another host', failed('ERR_TLS_CERT_ALTNAME_INVALID'), 3],
  ['a certificate that nobody signed', failed('DEPTH_ZERO_SELF_SIGNED_CERT'), 3],
  ['a certificate of an unknown authority', failed('UNABLE_TO_VERIFY_LEAF_SIGNATURE'), 3],
  ['401', answered(401), 3],
  ['501', answered(501), 3],
  ['505', answered(505), 3],
  ['an answer that is too long', failed('BODY_TOO_LARGE'), 3],
  ['a URL that is none', failed('ERR_INVALID_URL'), 3],
  ['a request that cannot be sent', failed('UND_ERR_INVALID_ARG'), 3],
  ['a sign-in that was refused', failed('SIGN_IN_REFUSED'), 3],
  ['the limit of requests', failed('REQUEST_LIMIT'), 3],
  ['403', answered(403), 1],
  ['409', answered(409), 1],
  ['404', answered(404), 1],
  ['400', answered(400), 1],
  ['200', answered(200, {}, '{}'), 1],
])('%s is tried as often as makes sense', async (_, exchange, expected) => {
  const attempts = await tryAgain(exchange, new VirtualClock());
  if (expected === 'many') expect(attempts).toBeGreaterThan(8);
  else expect(attempts).toBe(expected);
});

test('when no further request may be sent, there is nothing to wait for', async () => {
  const clock = new VirtualClock();
  expect(await tryAgain(answered(503), clock, { mayRequest: () => false })).toBe(1);
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
  expect(await retries.wait(answered(503), 1, clock.now())).toBe(false);
  expect(await tryAgain(answered(503), clock, { stop: stop.signal })).toBe(1);
});
