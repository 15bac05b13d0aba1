import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../../../contracts/folders.js';
import { type Format, formats } from '../../../scripts/verdict/destinations.js';
import { testWith } from '../../equipment/needs-tool.js';
import { finished, runCli, startCli } from '../../run-cli.js';
import { expectValid } from './expect-valid.js';

function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'reports-'));
}

/** An update out of our recordings, so many times in one file. */
function longRecording(times: number): string {
  const folder = join(packageRoot, 'recordings', 'update-device-configuration-assignment');
  const [name = ''] = readdirSync(folder);
  const exchanges = JSON.parse(readFileSync(join(folder, name), 'utf8')) as { readonly method: string }[];
  const exchange = exchanges.find(({ method }) => method === 'PATCH');
  const file = join(newFolder(), 'long.json');
  writeFileSync(file, JSON.stringify(Array.from({ length: times }, () => exchange)));
  return file;
}

function reportsIn(folder: string, wanted: readonly Format[]): string[] {
  return wanted.flatMap((format) => ['--report', `${format}=${join(folder, format)}`]);
}

describe.each([
  { args: ['check', 'contracts/pacts', 'recordings'], code: 0, stdout: 'agrees:' },
  { args: ['drift', '--simulate', 'target-renamed'], code: 1, stdout: 'disagrees:' },
  { args: ['drift', '--simulate', 'throttled'], code: 3, stdout: 'inconclusive:' },
  { args: ['check', 'recordings', 'nowhere.json'], code: 2, stdout: 'cannot-run:' },
])('$args', ({ args, code, stdout }) => {
  test('writes each report to its file, and the pretty one to stdout', async () => {
    const folder = newFolder();
    const result = await runCli([...args, ...reportsIn(folder, formats)]);
    expect(result.code).toBe(code);
    expect(result.stdout).toContain(stdout);
    expect(readdirSync(folder).sort()).toEqual([...formats].sort());
    for (const format of formats) await expectValid[format](readFileSync(join(folder, format), 'utf8'));
    // JUnit needs the single exchanges, and SARIF their places.
    if (code !== 2) expect(readFileSync(join(folder, 'junit'), 'utf8')).toContain('<testcase ');
  });
});

testWith('mkfifo')('a pipe or a device is written to, and stays what it is', async () => {
  const pipe = join(newFolder(), 'pipe');
  execFileSync('mkfifo', [pipe]);
  const reader = spawn('cat', [pipe]);
  const [result, read] = await Promise.all([
    runCli(['check', 'contracts/pacts', '--format', 'json', '--output', pipe, '--report', 'junit=/dev/null']),
    finished(reader),
  ]);
  expect(result).toEqual({ code: 0, stdout: '', stderr: '' });
  expect(JSON.parse(read.stdout)).toMatchObject({ verdict: 'agrees' });
  expect([statSync(pipe).isFIFO(), statSync('/dev/null').isCharacterDevice()]).toEqual([true, true]);
});

test('two runs on the same input give the same bytes, whatever the order of the paths', async () => {
  const [one, other] = [newFolder(), newFolder()];
  const timeless = ['junit', 'sarif', 'markdown'] as const;
  await runCli(['check', 'contracts/pacts', 'recordings', ...reportsIn(one, timeless)]);
  await runCli(['check', 'recordings', 'contracts/pacts', ...reportsIn(other, timeless)]);
  await runCli([
    'drift',
    '--simulate',
    'no-content',
    ...timeless.flatMap((format) => ['--report', `${format}=${join(one, `drift-${format}`)}`]),
  ]);
  await runCli([
    'drift',
    '--simulate',
    'no-content',
    ...timeless.flatMap((format) => ['--report', `${format}=${join(other, `drift-${format}`)}`]),
  ]);
  for (const name of timeless.flatMap((format) => [format, `drift-${format}`])) {
    expect(readFileSync(join(one, name), 'utf8')).toBe(readFileSync(join(other, name), 'utf8'));
  }
});

test.each([
  { args: ['--report', 'junit'], says: 'Give a format and a file, such as junit=out.xml.' },
  { args: ['--report', 'junit='], says: 'Give a format and a file, such as junit=out.xml.' },
  { args: ['--report', 'xml=out.xml'], says: 'Allowed formats are pretty, json, junit, sarif, markdown, html, github.' },
  { args: ['--report', 'constructor=out.xml'], says: 'Allowed formats are' },
  { args: ['--report', 'json=-'], says: 'For stdout, choose with --format.' },
  { args: ['--report', 'json=out', '--report', 'junit=./out'], says: 'Two reports cannot go to one file: ./out.' },
  { args: ['--output', '-'], says: 'Give a file. For stdout, leave --output out.' },
  { args: ['--output', 'out', '--report', 'junit=out'], says: 'Two reports cannot go to one file: out.' },
])('$args is a mistake of usage', async ({ args, says }) => {
  const { code, stdout, stderr } = await runCli(['check', 'recordings', ...args]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(says);
});

test.each([
  { what: 'that is there', isThere: true, link: 'link', to: 'out' },
  { what: 'that is not there yet', isThere: false, link: 'link', to: 'out' },
  { what: 'in a linked folder', isThere: false, link: 'linked', to: '.', other: 'linked/out' },
])('two names of one file $what are one file', async ({ isThere, link, to, other = link }) => {
  const cwd = newFolder();
  if (isThere) writeFileSync(join(cwd, 'out'), 'as it was');
  symlinkSync(to, join(cwd, link));
  const before = readdirSync(cwd);
  const { code, stderr } = await runCli(['check', '.', '--output', 'out', '--report', `markdown=${other}`], { cwd });
  expect([code, stderr]).toEqual([2, `graph-contracts: Two reports cannot go to one file: ${other}. Give each a file of its own.\n`]);
  expect(readdirSync(cwd)).toEqual(before);
});

const full = 'The report cannot be written to /dev/full (ENOSPC). The disk is full: free some space, or give another file.';

describe.each<{ command: readonly string[]; rest?: readonly string[] }>([
  { command: ['check', 'recordings'] },
  { command: ['drift'] },
  { command: ['drift', '--simulate', 'throttled'] },
  { command: ['record', '--from', join(packageRoot, 'recordings'), '--folder', 'recorded'] },
  { command: ['serve'], rest: ['--', process.execPath, '-e', 'process.exitCode = 7'] },
])('$command', ({ command, rest = [] }) => {
  testWith('/dev/full')('a report that does not fit leaves the others whole, and all hold the exit code of the process', async () => {
    const folder = newFolder();
    const before = ['--report', 'junit=/dev/full', ...reportsIn(folder, formats)];
    const cwd = command[0] === 'record' ? folder : packageRoot;
    const { code, stdout, stderr } = await runCli([...command, ...before, ...rest], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain(`graph-contracts: ${full}\n`);
    expect(stdout).toMatch(/^cannot-run: .+ Exit code 2\.$/m);
    const text = (format: Format): string => readFileSync(join(folder, format), 'utf8');
    for (const format of formats) await expectValid[format](text(format));
    expect(JSON.parse(text('json'))).toMatchObject({ verdict: 'cannot-run', exitCode: 2, problems: [full] });
    expect(JSON.parse(text('json'))).not.toHaveProperty('commandExitCode');
    expect(JSON.parse(text('sarif'))).toMatchObject({ runs: [{ invocations: [{ executionSuccessful: false, exitCode: 2 }] }] });
    expect(text('junit')).toContain('<error type="cannot-run"');
    expect(text('pretty')).toMatch(/^cannot-run: .+ Exit code 2\.$/m);
    expect(text('markdown')).toMatch(/^## graph-contracts \w+: cannot-run\n\n.+ Exit code 2\.$/m);
  });
});

describe.each([
  { command: ['check', 'nowhere.json'] },
  { command: ['drift'] },
  { command: ['record', '--folder', 'recorded'] },
  { command: ['record', '--proxy', '--port', '0', '--folder', 'recorded'] },
  { command: ['serve'] },
  { command: ['serve', '--', process.execPath, '-e', 'console.log("it ran")'] },
])('no run begins if its report cannot be written: $command', ({ command: [name = '', ...rest] }) => {
  test.each([
    { options: ['--output', 'nowhere/x.json'], says: 'nowhere/x.json (ENOENT). Give a file in a folder that exists.' },
    { options: ['--report', 'json=file/x.json'], says: 'file/x.json (ENOTDIR). Give a file in a folder that exists.' },
    { options: ['--report', 'json=file', '--report', 'junit=folder'], says: 'folder (EISDIR). That is a folder: give a file in it.' },
  ])('$options', async ({ options, says }) => {
    const cwd = newFolder();
    writeFileSync(join(cwd, 'file'), 'as it was');
    mkdirSync(join(cwd, 'folder'));
    expect(await runCli([name, ...options, ...rest], { cwd })).toEqual({
      code: 2,
      stdout: '',
      stderr: `graph-contracts: The report cannot be written to ${says}\n`,
    });
    expect([readdirSync(cwd), readFileSync(join(cwd, 'file'), 'utf8')]).toEqual([['file', 'folder'], 'as it was']);
  });
});

test.each(['json', 'junit', 'sarif'])('%s on stdout is that alone; remarks go to stderr', async (format) => {
  const { stdout, stderr } = await runCli(['drift', '--format', format]);
  await expectValid[format as Format](stdout);
  expect(stderr).toBe('graph-contracts drift: the embedded emulator answers, not Microsoft Graph.\n');
});

test('a reader that closes the pipe in the middle of a long report is no failure', async () => {
  const child = startCli(['check', longRecording(5000), '--format', 'junit']);
  child.stdout.once('data', () => child.stdout.destroy());
  const { code, stderr } = await finished(child);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

test('a long report reaches its reader whole', async () => {
  const { code, stdout } = await runCli(['check', longRecording(5000), '--format', 'junit']);
  expect(code).toBe(0);
  expect(stdout.match(/<testcase /g)).toHaveLength(5000);
  expect(stdout.endsWith('</testsuites>\n')).toBe(true);
});
