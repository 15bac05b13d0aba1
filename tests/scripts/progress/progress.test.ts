import { Progress, progressOn } from '../../../scripts/check/progress.js';

/** A terminal of so many columns, what was written to it, and what of that stands there now. */
function terminal(columns = 80): { isTTY: true; columns: number; written: string[]; write(text: string): void; now(): string } {
  const written: string[] = [];
  const now = (): string => {
    const all = written.join('');
    return all.slice(all.lastIndexOf('\u001b[2K') + 4 * Number(all.includes('\u001b[2K')));
  };
  return { isTTY: true, columns, written, write: (text) => written.push(text), now };
}

const open: Progress[] = [];
afterEach(() => {
  for (const progress of open.splice(0)) progress.end();
});

function started(columns?: number): { screen: ReturnType<typeof terminal>; progress: Progress; wait: (milliseconds: number) => void } {
  const screen = terminal(columns);
  let time = 1000;
  const progress = new Progress(screen, () => time);
  open.push(progress);
  return { screen, progress, wait: (milliseconds) => (time += milliseconds) };
}

test('a short run shows nothing, not even an erased line', () => {
  const { screen, progress, wait } = started();
  progress.begin('traffic.har', 1_000_000);
  progress.read(1_000_000);
  wait(499);
  progress.judged(10_000);
  progress.end();
  expect(screen.written).toEqual([]);
});

test('a long run says what it reads, how much of it, and how many exchanges were judged; in the end the line is empty', () => {
  const { screen, progress, wait } = started();
  progress.begin('traffic.har', 200_000_000);
  wait(500);
  progress.read(50_000_000);
  expect(screen.now()).toBe('traffic.har: 50.0 MB of 200.0 MB (25 %) read, 0 exchanges judged');
  wait(200);
  progress.judged(12_345);
  expect(screen.now()).toBe('traffic.har: 50.0 MB of 200.0 MB (25 %) read, 12,345 exchanges judged');
  progress.end();
  expect(screen.now()).toBe('');
});

test('without a size, as of a pipe, there is no percentage', () => {
  const { screen, progress, wait } = started();
  progress.begin('-');
  wait(500);
  progress.read(2_000_000);
  expect(screen.now()).toBe('standard input: 2.0 MB read, 0 exchanges judged');
});

test('bytes are those of one file, exchanges those of all', () => {
  const { screen, progress, wait } = started();
  progress.begin('a.har', 4_000_000);
  progress.read(4_000_000);
  progress.judged(7);
  wait(500);
  progress.begin('b.har', 8_000_000);
  expect(screen.now()).toBe('b.har: 0.0 MB of 8.0 MB (0 %) read, 7 exchanges judged');
});

test('the line is written at most five times a second', () => {
  const { screen, progress, wait } = started();
  progress.begin('traffic.har', 1_000_000);
  for (let step = 0; step < 1000; step += 1) {
    wait(1);
    progress.read(1000);
  }
  expect(screen.written).toHaveLength(3); // At 500, 700 and 900 ms.
});

test.each([1, 10, 40, 79, 200])('a line never wraps on a terminal of %d columns', (columns) => {
  const { screen, progress, wait } = started(columns);
  progress.begin(`${'folder/'.repeat(20)}traffic.har`, 1_000_000);
  wait(500);
  progress.read(1);
  expect(screen.now().length).toBeLessThan(columns);
});

test('a terminal that tells no width has the usual one', () => {
  const { screen, progress, wait } = started(0);
  progress.begin('traffic.har');
  wait(500);
  progress.read(1);
  expect(screen.now()).toBe('traffic.har: 0.0 MB read, 0 exchanges judged');
});

test('a name cannot command the terminal', () => {
  const { screen, progress, wait } = started();
  progress.begin('a\u001b[2J\r.har');
  wait(500);
  progress.read(1);
  expect(screen.now()).toContain('a\\u001b[2J\\r.har');
});

test('a file that grew while it was read is not more than whole', () => {
  const { screen, progress, wait } = started();
  progress.begin('traffic.ndjson', 1_000_000);
  wait(500);
  progress.read(2_000_000);
  expect(screen.now()).toContain('(100 %)');
});

test('where nobody looks, there is no progress', () => {
  expect(progressOn({ isTTY: false, write: () => true }, () => 0)).toBeUndefined();
  expect(progressOn({ write: () => true }, () => 0)).toBeUndefined();
});
