/** What a terminal shows: lines within its width, and colours by `NO_COLOR` and `FORCE_COLOR`. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { packageRoot } from '../../contracts/folders.js';
import { describeWith } from '../equipment/needs-tool.js';
import { finished, startCli } from '../run-cli.js';

const cli = join(packageRoot, 'dist', 'scripts', 'cli.js');
const styles = /\u001b\[\d+m/g; // eslint-disable-line no-control-regex -- it looks for these

/** Runs the command on a terminal of so many columns. @returns its lines. */
async function onTerminal(columns: number, args: string, environment: Record<string, string> = {}): Promise<string[]> {
  // `script` gives a program a terminal of its own.
  const command = `stty cols ${columns}; ${process.execPath} ${cli} ${args}`;
  const child = spawn('script', ['-q', '-c', command, '/dev/null'], {
    cwd: packageRoot,
    env: { PATH: process.env['PATH'], TERM: 'xterm', ...environment },
  });
  const { stdout } = await finished(child);
  // Without the progress of the run, which it takes back.
  const [shown = ''] = stdout.split('\u001b[2K').slice(-1);
  return shown.replaceAll('\r', '').split('\n');
}

/** The text without line breaks and indentation. */
function words(lines: readonly string[]): string {
  return lines.join(' ').replaceAll(/\s+/g, ' ').trim();
}

describeWith('script of util-linux')('on a terminal', () => {
  const noisy = 'check tests/scripts/serve --allow-empty';

  test.each([
    ['explain', 60],
    ['explain', 40],
    ['explain request.body.undocumented-property', 60],
    ['history tests/scripts/history/sample.ndjson', 80],
    ['drift --simulate throttled', 100],
  ])('%s fits %d columns, and says the same', async (args, columns) => {
    const lines = await onTerminal(columns, args, { NO_COLOR: '1' });
    // A word that is longer than a line, such as a URL, stays whole.
    const tooLong = lines.filter((line) => line.length > columns && line.trim().includes(' '));
    expect(
      tooLong.filter((line) =>
        line
          .trim()
          .split(/ +/)
          .every((word) => word.length < columns - 12),
      ),
    ).toEqual([]);
    const piped = (await finished(startCli(args.split(' '), { environment: { NO_COLOR: '1' } }))).stdout;
    const untimed = (text: string): string => text.replaceAll(/\d+ ms/g, '0 ms');
    expect(untimed(words(lines))).toBe(untimed(words(piped.split('\n'))));
  });

  test.each([
    [10, 40],
    [1000, 200],
    [0, 80],
  ])('a terminal of %d columns is taken for one of %d', async (columns, width) => {
    const lines = await onTerminal(columns, 'explain', { NO_COLOR: '1' });
    const widest = Math.max(...lines.map((line) => line.length));
    expect(widest).toBeGreaterThan(width * 0.5);
    expect(lines.filter((line) => line.length > width && line.trim().includes(' '))).toEqual([]);
  });

  test('colours: on a terminal, not with NO_COLOR', async () => {
    expect((await onTerminal(100, noisy)).join('\n')).toMatch(styles);
    expect((await onTerminal(100, noisy, { NO_COLOR: '1', FORCE_COLOR: '1' })).join('\n')).not.toMatch(styles);
  });
});

test.each([
  [{}, false],
  [{ FORCE_COLOR: '1' }, true],
  [{ FORCE_COLOR: '0' }, false],
  [{ FORCE_COLOR: '1', NO_COLOR: '1' }, false],
])('in a pipe, with %j', async (environment, isColored) => {
  const { stdout } = await finished(startCli(['explain', 'response.status'], { environment }));
  expect(stdout).not.toMatch(styles);
  const report = await finished(startCli(['check', 'tests/scripts/serve', '--allow-empty'], { environment }));
  expect(styles.test(report.stdout)).toBe(isColored);
});
