import { spawn } from 'node:child_process';
import { createReadStream, existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { packageRoot } from '../../contracts/folders.js';
import type { Report } from '../../scripts/verdict/report.js';
import { TemporaryFolder } from '../recordings/temporary-folder.js';
import { finished, runCli, startCli, type CliResult } from '../run-cli.js';

interface Case {
  readonly name: string;
  readonly args: readonly string[];
  readonly code: number;
  readonly stdout?: string;
  readonly stderr?: string;
}

const cases = JSON.parse(readFileSync(join(__dirname, 'cli-cases.json'), 'utf8')) as readonly Case[];
const schema = JSON.parse(readFileSync(join(packageRoot, 'scripts/report/report.schema.json'), 'utf8')) as object;
const validateReport = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true }).compile(schema);

test.each(cases.map((row) => [row.name, row] as const))('%s', async (_, { args, code, stdout, stderr }) => {
  const result = await runCli(args);
  if (stdout !== undefined) expect(result.stdout).toContain(stdout);
  if (stderr !== undefined) expect(result.stderr).toContain(stderr);
  expect(result.code).toBe(code);
  expect(result.stdout + result.stderr).not.toMatch(/^\s+at .+:\d+:\d+/m);
});

test('a working directory that was removed is named, and is no bug', async () => {
  const folder = new TemporaryFolder();
  const script = `cd "$1" && rmdir "$1" && exec "$2" "$3" check "$4"`;
  const args = [
    '-c',
    script,
    'sh',
    folder.path,
    process.execPath,
    join(packageRoot, 'dist', 'scripts', 'cli.js'),
    join(packageRoot, 'docs'),
  ];
  const { code, stderr } = await finished(spawn('sh', args, { env: { PATH: process.env['PATH'] } }));
  expect([code, stderr]).toEqual([
    2,
    'graph-contracts: The working directory no longer exists. Change to another one, and run the command again.\n',
  ]);
});

describe('the JSON report', () => {
  const runs: readonly (readonly string[])[] = [
    ['drift'],
    ['drift', '--simulate', 'no-content'],
    ['drift', '--simulate', 'throttled'],
    ['drift', '--simulate', 'connection-lost'],
    ['drift', '--simulate', 'target-type-unknown', '--fail-on', 'unknown'],
    ['check', 'contracts/pacts', 'recordings'],
    ['check', 'package.json'],
  ];

  test.each(runs.map((args) => [args.join(' '), args] as const))(
    '%s: fits its schema, and says what the exit code says',
    async (_, args) => {
      const { code, stdout } = await runCli([...args, '--format', 'json']);
      const report = JSON.parse(stdout) as Report;
      validateReport(report);
      expect(validateReport.errors ?? []).toEqual([]);
      expect(report.exitCode).toBe(code);
      const { exchanges, judged, inconclusive, outside } = report.summary;
      expect(judged + inconclusive + outside).toBe(exchanges);
    },
  );

  test('is the same for the same input, whatever the order of the paths', async () => {
    const forth = await runCli(['check', 'contracts/pacts', 'recordings', '--format', 'json']);
    const back = await runCli(['check', 'recordings', 'contracts/pacts', '--format', 'json']);
    expect(back.stdout).toBe(forth.stdout);
  });

  test('goes to a file when asked to, and stdout stays empty', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'report-')), 'report.json');
    const { code, stdout } = await runCli(['check', 'contracts/pacts', '--format', 'json', '--output', file]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(validateReport(JSON.parse(readFileSync(file, 'utf8')))).toBe(true);
  });
});

test.each([
  { args: ['check', 'nowhere.json', 'package.json', 'contracts/pacts'], about: ['nowhere.json', 'package.json'] },
  { args: ['check', 'contracts/pages'], about: ['contracts/pages'] },
])('the report of $args says why it could not run, in the sentences of stderr', async ({ args, about }) => {
  const { code, stdout, stderr } = await runCli([...args, '--format', 'json']);
  const { problems = [] } = JSON.parse(stdout) as Report;
  expect(code).toBe(2);
  expect(problems.map((problem) => about.find((name) => problem.includes(name)))).toEqual(about);
  expect(stderr).toBe(`graph-contracts: ${problems.join('\n')}\n`);
});

test.each(['drift', 'record'])('%s names a folder for temporary files that cannot be written', async (command) => {
  const { code, stderr } = await runCli([command], { environment: { TMPDIR: join(packageRoot, 'missing') } });
  expect(stderr).toMatch(/^graph-contracts: Cannot create a folder in \S+ \(ENOENT\)\. Set TMPDIR to a folder that can be written\.$/m);
  expect(code).toBe(2);
});

test('an unreadable file does not keep the others from being judged, but the run cannot pass', async () => {
  const { code, stdout, stderr } = await runCli(['check', 'contracts/pacts', 'nowhere.json']);
  expect(code).toBe(2);
  expect(stdout).toContain('14 judged');
  expect(stderr).toContain('nowhere.json: no such file');
});

test('standard input is read for a path of -', async () => {
  const child = startCli(['check', '-']);
  createReadStream(join(packageRoot, 'contracts/pacts/graph-assignment-client-microsoft-graph.json')).pipe(child.stdin);
  const { code, stdout } = await finished(child);
  expect(stdout).toContain('agrees: 14 exchanges');
  expect(code).toBe(0);
});

test('a reader that closes the pipe is no failure', async () => {
  const child = startCli(['explain']);
  child.stdout.destroy();
  const { code, stderr } = await finished(child);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

describe('serve', () => {
  /** Starts the emulator on a free port, and gives its origin once it says that it listens. */
  async function startServer(
    ...args: readonly string[]
  ): Promise<{ child: ReturnType<typeof startCli>; origin: string; done: ReturnType<typeof finished> }> {
    const child = startCli(['serve', '--port', '0', ...args]);
    const done = finished(child);
    const origin = await new Promise<string>((resolve, reject) => {
      let text = '';
      child.stdout.on('data', (chunk: Buffer) => {
        text += chunk.toString();
        const found = /on (http:\/\/127\.0\.0\.1:\d+)[^]*Ctrl-C/.exec(text)?.[1];
        if (found !== undefined) resolve(found);
      });
      void done.then(({ stderr }) => {
        reject(new Error(stderr));
      });
    });
    return { child, origin, done };
  }

  test.each(['SIGINT', 'SIGTERM'] as const)('answers until %s, then says how many requests broke the contract', async (signal) => {
    const { child, origin, done } = await startServer();
    await new Promise((resolve, reject) => get(`${origin}/v1.0/me`, resolve).on('error', reject));
    child.kill(signal);
    const { code, stdout } = await done;
    expect(code).toBe(0);
    expect(stdout).toContain('Graph emulator, not Microsoft Graph');
    expect(stdout).toContain('GET 400  not one of the two operations');
    expect(stdout).toContain('Stopped after 1 request, 0 of which broke the contract.');
  });

  test('reports at its end, and fails for a request that broke the contract', async () => {
    const { child, origin, done } = await startServer();
    const path = '/v1.0/deviceManagement/deviceConfigurations/p/assignments/a';
    await fetch(`${origin}${path}`, {
      method: 'PATCH',
      headers: { authorization: 'Bearer x', 'content-type': 'application/json' },
      body: '{}',
    });
    child.kill('SIGTERM');
    const { code, stdout } = await done;
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /PATCH 400 .*\n {2}breaking {2}request\.body\.missing-property .*disagrees: 1 exchange, 1 judged, 1 breaking\. Exit code 1\.\n$/s,
    );
  });

  test('says that a port is taken', async () => {
    const { child, origin, done } = await startServer();
    const { code, stderr } = await runCli(['serve', '--port', new URL(origin).port]);
    child.kill('SIGINT');
    await done;
    expect(code).toBe(2);
    expect(stderr).toContain('Another program listens there; give another --port.');
  });
});

describe('a run in the host ends as a process of its own, the first time and the second', () => {
  const night = ['drift', '--simulate', 'target-renamed'];
  const command = (script: string): string[] => ['serve', '--format', 'json', '--', process.execPath, '-e', script];
  const askForNothing =
    'fetch(`${process.env.GRAPH_BASE_URL}/v1.0/me`).then(({ status }) => { console.log(status); process.exitCode = 7; })';

  test.each<readonly [args: readonly string[], code: number]>([
    [['--version'], 0],
    [[], 2],
    [['drift', 'init', '--help'], 0],
    [['check', 'contracts/pacts', 'recordings', 'contracts/compiled', '--format', 'sarif'], 0],
    [['check', 'nowhere.json', 'package.json', 'contracts/pacts', '--format', 'markdown'], 2],
    [['explain', 'response.body.nul'], 2],
    [night, 1],
    [[...night, '--format', 'json', '--report', 'junit=/dev/null'], 1],
    [['drift', '--simulate', 'throttled', '--fail-on', 'additive'], 3],
    [['drift', 'init', '--config', 'package.json'], 2],
    [['record', '--from', 'contracts/pacts'], 2],
    [command(askForNothing), 7],
  ])('%j', async (args, code) => {
    const alone = timeless(await finished(startCli(args)));
    expect(alone.code).toBe(code);
    expect(timeless(await runCli(args))).toEqual(alone);
    expect(timeless(await runCli(args))).toEqual(alone);
  });

  /** Without times, which differ from run to run. */
  function timeless({ code, stdout, stderr }: CliResult): CliResult {
    const without = (text: string): string =>
      text
        .replaceAll(/ +\d+ ms +/g, ' 0 ms ')
        .replaceAll(/time +rules/g, 'time rules')
        .replaceAll(/"milliseconds": \d+/g, '"milliseconds": 0');
    return { code, stdout: without(stdout), stderr: without(stderr) };
  }
});

test('the build is there: these tests run the command as its user does', () => {
  expect(existsSync(join(packageRoot, 'dist/scripts/cli.js'))).toBe(true);
});

test("Node's compile cache is enabled before the command is loaded, so that it covers the command", async () => {
  const folder = new TemporaryFolder();
  const preload = folder.write(
    'node-with-cache.cjs',
    `const { basename } = require('node:path');
     const loaded = () => Object.keys(require.cache).filter((file) => file !== __filename).map((file) => basename(file)).join();
     require('node:module').enableCompileCache = () => void console.error('enabled beside ' + loaded());
     process.once('exit', () => void console.error('ended beside ' + loaded()));`,
  );
  const { code, stderr } = await finished(startCli(['--version'], { environment: { NODE_OPTIONS: `--require ${preload}` } }));
  folder.remove();
  expect(code).toBe(0);
  expect(stderr).toMatch(/^enabled beside cli\.js\nended beside cli\.js,graph-contracts\.cjs\b/);
});
