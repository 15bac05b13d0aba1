import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import workerThreads from 'node:worker_threads';
import { ReadError } from '../../../recordings/read-error.js';
import { ndjsonLine } from '../../../scripts/bench/inputs/ndjson-line.js';
import { pactEnd, pactInteraction, pactStart } from '../../../scripts/bench/inputs/pact-interaction.js';
import { harEnd, harEntry, harStart } from '../../../scripts/bench/inputs/har-entry.js';
import { CannotRun } from '../../../scripts/exit-code.js';
import { InputJudge } from '../../../scripts/check/judge-inputs.js';
import { SecondThread } from '../../../scripts/check/second-thread.js';
import { jsonReport } from '../../../scripts/report/json-report.js';
import { sarifReport } from '../../../scripts/report/sarif-report.js';
import { Tally } from '../../../scripts/report/tally.js';
import { TemporaryFolder } from '../../recordings/temporary-folder.js';
import { runCli } from '../../run-cli.js';

let folder: TemporaryFolder;
beforeEach(() => {
  folder = new TemporaryFolder();
});
afterEach(() => {
  folder.remove();
});

/** Enough for the command to take a second thread to it. */
const count = 5_000;

const range = Array.from({ length: count }, (_, index) => index);
const har = `${harStart}${range.map(harEntry).join(',\n')}${harEnd}`;
const ndjson = range.map(ndjsonLine).join('');
const pact = `${pactStart}${range.map(pactInteraction).join(',\n')}${pactEnd}`;

async function judgedInOneThread(file: string): Promise<{ summary: unknown; sarif?: unknown; error?: string }> {
  const keep = { places: true };
  const tally = new Tally('breaking', keep);
  const judge = new InputJudge(tally, { failOn: 'breaking', keep, staleness: { now: 0 } }, () => Promise.resolve(undefined));
  try {
    await judge.judge(file);
    const report = tally.report('check');
    return { summary: JSON.parse(jsonReport(report)), sarif: JSON.parse(sarifReport(report)) };
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    return { summary: (JSON.parse(jsonReport(tally.report('check'))) as { summary: unknown }).summary, error: error.message };
  } finally {
    await judge.stop();
  }
}

test.each([
  ['a HAR', 'long.har', har],
  ['NDJSON', 'long.ndjson', ndjson],
  ['a pact', 'long.json', pact],
])('two threads come to the same as one, to the lines that they mark: %s', async (_, name, text) => {
  const file = folder.write(name, text);
  const [report, marks] = ['report.json', 'marks.sarif'].map((each) => join(folder.path, each));
  const { code } = await runCli(['check', file, '--format', 'json', '--output', report ?? '', '--report', `sarif=${marks ?? ''}`]);
  const { summary, sarif } = await judgedInOneThread(file);
  expect(code).toBe(1);
  expect(JSON.parse(readFileSync(report ?? '', 'utf8'))).toEqual(summary);
  expect(JSON.parse(readFileSync(marks ?? '', 'utf8'))).toEqual(sarif);
});

test.each([
  ['a HAR', 'long.har', har, 4_000],
  ['NDJSON', 'long.ndjson', ndjson, 4_000],
])('a broken item is named, and all others are judged: %s', async (_, name, text, broken) => {
  const separator = name.endsWith('har') ? ',\n' : '\n';
  const items = text.split(separator);
  items[broken] = `{"request": s3cret}`;
  items[broken + 500] = `{"request": s3cret too}`;
  const file = folder.write(name, items.join(separator));
  const { code, stdout, stderr } = await runCli(['check', file, '--format', 'json']);
  const here = await judgedInOneThread(file);
  expect(code).toBe(2);
  expect((JSON.parse(stdout) as { summary: unknown }).summary).toEqual(here.summary);
  expect(here.summary).toMatchObject({ exchanges: count - 2 });
  expect(stderr).toContain(here.error);
  expect(here.error?.split('\n')).toHaveLength(2);
  expect(stderr).not.toContain('s3cret');
});

describe('a second thread', () => {
  const { Worker } = workerThreads;
  afterEach(() => {
    jest.restoreAllMocks();
  });

  async function judged(file: string): Promise<Tally> {
    const tally = new Tally('breaking');
    const judge = new InputJudge(tally, { failOn: 'breaking', keep: {}, staleness: { now: 0 } }, (options) =>
      Promise.resolve(SecondThread.start(options)),
    );
    try {
      await judge.judge(file);
      return tally;
    } finally {
      await judge.stop();
    }
  }

  test('that cannot be started leaves its work to the first', async () => {
    const file = folder.write('long.ndjson', ndjson);
    const started = jest.spyOn(workerThreads, 'Worker').mockImplementation(() => {
      throw Object.assign(new Error('EAGAIN'), { code: 'ERR_WORKER_INIT_FAILED' });
    });
    const tally = await judged(file);
    expect(started).toHaveBeenCalledTimes(1);
    expect(JSON.parse(jsonReport(tally.report('check')))).toEqual((await judgedInOneThread(file)).summary);
  });

  test.each([
    ['stops', 'process.exit(0)', true, 'has ended before its time (it stopped)'],
    ['fails', 'throw new Error("a mistake of ours")', false, 'a mistake of ours'],
  ])('that %s before its time keeps the run from saying anything', async (_, script, isTold, message) => {
    const file = folder.write('long.ndjson', ndjson);
    jest.spyOn(workerThreads, 'Worker').mockImplementation(() => new Worker(script, { eval: true }));
    const failure = await judged(file).catch((error: unknown) => error);
    expect(failure instanceof CannotRun).toBe(isTold);
    expect((failure as Error).message).toContain(message);
  });
});
