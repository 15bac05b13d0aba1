import { emulatedClock, realClock } from '../../../../scripts/drift/session/clock.js';

afterEach(() => {
  jest.restoreAllMocks();
});

test('only waits advance the time of an emulated run', async () => {
  let worked = 7;
  const clock = emulatedClock(() => worked);
  const begun = clock.now();
  worked = 8;
  expect([clock.now() - begun, clock.worked()]).toEqual([0, 8]);
  await clock.sleep(1_000);
  await clock.sleep(500);
  expect([clock.now() - begun, clock.worked(), clock.random()]).toEqual([1_500, 8, 0.5]);
});

test('an emulated run starts now', () => {
  jest.spyOn(Date, 'now').mockReturnValue(1_000_000);
  expect(emulatedClock(() => 0).now()).toBe(1_000_000);
});

test('work is time without sleep', async () => {
  let passed = 100;
  jest.spyOn(performance, 'now').mockImplementation(() => passed);
  const clock = realClock();
  const [begun, worked] = [clock.now(), clock.worked()];
  passed += 30;
  const slept = clock.sleep(0);
  passed += 500;
  await slept;
  passed += 4;
  expect([clock.now() - begun, clock.worked() - worked]).toEqual([534, 34]);
});

test('a sleep that a signal ends does not throw', async () => {
  const clock = realClock();
  const stop = new AbortController();
  const slept = clock.sleep(600_000, stop.signal);
  stop.abort();
  await expect(slept).resolves.toBeUndefined();
});
