/** A body unpacks to no more than Graph takes, those of an input to a multiple of their size, and those of other operations not at all. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { packageRoot } from '../../contracts/folders.js';
import type { Report } from '../../scripts/verdict/report.js';
import { TemporaryFolder } from '../recordings/temporary-folder.js';
import { finished } from '../run-cli.js';
import { bomb, foreign, harOf, nested, nockDefinition, ours, packedAnswer, type PackedBody } from './packed-bodies.js';

let folder: TemporaryFolder;
beforeEach(() => {
  folder = new TemporaryFolder();
});
afterEach(() => {
  folder.remove();
});

const formats: readonly (readonly [string, (bodies: readonly (readonly [string, PackedBody])[]) => unknown])[] = [
  ['nock', (bodies) => bodies.map(([path, body]) => nockDefinition(path, body))],
  ['HAR', harOf],
];

/** Checks with little memory. */
async function check(input: unknown): Promise<{ code: number | null; report: Report; size: number }> {
  const text = JSON.stringify(input);
  const file = folder.write('traffic.json', text);
  const cli = join(packageRoot, 'dist/scripts/cli.js');
  const child = spawn(process.execPath, ['--max-old-space-size=128', cli, 'check', file, '--format', 'json']);
  const { code, stdout, stderr } = await finished(child);
  if (stdout === '') throw new Error(stderr);
  return { code, report: JSON.parse(stdout) as Report, size: text.length };
}

describe.each(formats)('%s', (_, write) => {
  test('packed bodies of ours are judged, and bombs of other operations are left packed', async () => {
    const body = bomb('gzip', 8);
    const { code, report } = await check(write([[ours, packedAnswer()], ...Array.from({ length: 20 }, () => [foreign, body] as const)]));
    expect([code, report.summary.judged, report.summary.outside]).toEqual([0, 1, 20]);
  });

  test.each([
    ['gzip', bomb('gzip', 5)],
    ['Brotli', bomb('br', 5)],
    ['gzip in gzip', nested(4)],
  ])('a bomb of ours is not read, and the others are: %s', async (_name, body) => {
    const { code, report } = await check(
      write([
        [ours, packedAnswer()],
        [ours, body],
        [ours, packedAnswer()],
      ]),
    );
    expect([code, report.summary.judged]).toEqual([2, 2]);
    expect(report.problems).toEqual([expect.stringMatching(/: (?:definition|entry) 2\b.*unpacks to more than 4 MiB/)]);
  });

  test('many bombs, each of which is small enough, are too much together', async () => {
    const { code, report, size } = await check(write(Array.from({ length: 60 }, () => [ours, bomb('br', 4)] as const)));
    expect(size).toBeLessThan(60_000);
    expect([code, report.summary.judged]).toEqual([2, 16]);
  });

  test('many ordinary bodies are not', async () => {
    const { code, report } = await check(write(Array.from({ length: 500 }, () => [ours, packedAnswer()] as const)));
    expect([code, report.summary.judged]).toEqual([0, 500]);
  });
});
