import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../../../contracts/folders.js';
import { testWith } from '../../equipment/needs-tool.js';
import { finished, startCli } from '../../run-cli.js';

const folder = mkdtempSync(join(tmpdir(), 'terminal-'));
const cli = join(packageRoot, 'dist', 'scripts', 'cli.js');
const line = `${JSON.stringify({ request: { method: 'GET', url: 'https://graph.microsoft.com/v1.0/me' }, response: { status: 200 } })}\n`;

const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill();
});

/** What a terminal shows in the end, of text that goes to and fro on its lines. */
function screen(written: string): string {
  return written
    .split('\n')
    .map((row) => (row.split('\u001b[2K').at(-1) ?? '').replaceAll('\r', ''))
    .join('\n');
}

// `script` gives a program a terminal of its own.
testWith('script of util-linux')('on a terminal, a run that lasts says how far it is, and takes that back before the report', async () => {
  const pipe = join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  const report = join(folder, 'report.json');
  const command = `${process.execPath} ${cli} check - --allow-empty --report json=${report} <${pipe}`;
  const child = spawn('script', ['-q', '-e', '-c', command, '/dev/null'], {
    cwd: packageRoot,
    env: { PATH: process.env['PATH'], TERM: 'xterm', NO_COLOR: '1' },
  });
  started.push(child);
  const written = finished(child);
  const writer = openSync(pipe, 'w');
  writeSync(writer, line);
  // The pipe stays open until the progress is seen: so the run lasts as long as it must, on any machine.
  await new Promise<void>((resolve) => {
    let seen = '';
    child.stdout.on('data', (chunk: Buffer) => {
      seen += chunk.toString();
      if (seen.includes('standard input: 0.0 MB read')) resolve();
    });
  });
  writeSync(writer, line);
  closeSync(writer);
  const { code, stdout } = await written;
  expect(code).toBe(0);
  expect(screen(stdout).replaceAll(/\n +/g, ' ')).toMatch(
    /^nothing-judged: 2 exchanges, 2 of other operations\. Nothing of the two operations .+ Exit code 0\.\n$/s,
  );
  expect(readFileSync(report, 'utf8')).not.toContain('\\u001b');
});

test('without a terminal, nothing is said but the report', async () => {
  const child = startCli(['check', '-', '--allow-empty']);
  child.stdin.end(line.repeat(20_000));
  const { code, stderr } = await finished(child);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});
