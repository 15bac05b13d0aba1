import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../../../contracts/folders.js';
import { finished, runCli, startCli } from '../../run-cli.js';
import { expectValid } from '../report/expect-valid.js';

const folder = 'recordings/update-device-configuration-assignment';
const file = `${folder}/200-group-target-v1.0.json`;
const recording = JSON.parse(readFileSync(join(packageRoot, file), 'utf8')) as { path: string; body: { target: object } }[];
const { path = '', body = { target: {} } } = recording[1] ?? {};

/** A test suite in a few words: requests, one after the other, and an exit code. */
function suite(
  requests: readonly {
    readonly method?: string;
    readonly path?: string;
    readonly type?: string;
    readonly body?: unknown;
    readonly encoding?: string;
    readonly packed?: boolean;
    readonly blanks?: number;
  }[],
  code = 0,
): string[] {
  const script = `(async () => {
    for (const { method = 'PATCH', path = ${JSON.stringify(path)}, body = ${JSON.stringify(body)}, type = 'application/json', encoding, packed = encoding !== undefined, blanks = 0 } of ${JSON.stringify(requests)}) {
      const text = ' '.repeat(blanks) + (typeof body === 'string' ? body : JSON.stringify(body));
      const answer = await fetch(process.env.GRAPH_BASE_URL + path, {
        method,
        headers: { authorization: 'Bearer made-up-secret', 'content-type': type, ...(encoding && { 'content-encoding': encoding }) },
        ...(method === 'GET' ? {} : { body: packed ? require('node:zlib').gzipSync(text) : text }),
      });
      console.log(answer.status, answer.headers.get('x-graph-contracts'), await answer.text());
    }
    process.exit(${code});
  })()`;
  return ['--', process.execPath, '-e', script];
}

const whole = [{ method: 'GET' }, {}, { method: 'GET' }];
const wrong = { target: { ...body.target, groupID: 'x' } };
const deep = '['.repeat(5_000) + ']'.repeat(5_000);
const deepMember = JSON.stringify(body).replace(/\}$/, `,"x":${deep}}`);

/** The same with the ids of another tenant. */
const [policy = '', group = ''] = path.split('/').at(-1)?.split('_') ?? [];
const ownPolicy = '22222222-2222-4222-8222-222222222222';
const ownGroup = '33333333-3333-4333-8333-333333333333';
const withOwnIds = (text: string): string => text.replaceAll(policy, ownPolicy).replaceAll(group, ownGroup);
const ownPath = withOwnIds(path);
const ownBody = JSON.parse(withOwnIds(JSON.stringify(body))) as unknown;

interface Row {
  readonly options: readonly string[];
  readonly command: readonly string[];
  readonly code: number;
  readonly out?: RegExp;
  readonly err?: RegExp;
}

test.each<readonly [string, Row]>([
  [
    'a suite that asks for all',
    { options: ['--recordings', file, '--fail-on-unused'], command: suite(whole), code: 0, out: /200 recorded \{.*agrees: 3/s },
  ],
  [
    'the last one of several repeats',
    { options: ['--recordings', file], command: suite([...whole, { method: 'GET' }]), code: 0, out: /agrees: 4 exchanges/ },
  ],
  [
    'a recording left over is told',
    {
      options: ['--recordings', file],
      command: suite([{}]),
      code: 0,
      out: /recordings never asked for {2}\(2 of 3\)\n.*200-group-target-v1\.0\.json, number 1, 3\n/s,
    },
  ],
  [
    'and fails when asked to',
    {
      options: ['--recordings', file, '--fail-on-unused'],
      command: suite([{}]),
      code: 1,
      out: /disagrees: 1 exchange, 1 judged\. Exit code 1/,
    },
  ],
  [
    'a request that was not recorded fails, with the nearest one',
    {
      options: ['--recordings', file],
      command: suite([{ body: { ...body, target: { ...body.target, groupId: 'another' } } }]),
      code: 1,
      out: /418 no-recording .*NoRecording.*not recorded {2}\(once\)\n +No recording answers this PATCH request\. The nearest is 200-group-target-v1\.0\.json, number 2 .*\/target\/groupId was recorded as a string of 36 characters, and is sent as a string of 7 characters\./s,
      err: /PATCH 418 {2}update-device-configuration-assignment v1\.0\n {2}No recording answers/,
    },
  ],
  ...[[], ['--own-ids']].map((options): [string, Row] => [
    `one that nests however deep, too ${options.join()}`,
    {
      options: ['--recordings', file, ...options],
      command: suite([{ body: deep }, { body: deepMember }]),
      code: 1,
      out: /418 .*and is sent as an array of 1 item.*418 .*\/x is sent, and was not recorded.*request\.body\.type .*disagrees: 2 exchanges/s,
    },
  ]),
  [
    'one that differs in its ids only is told of --own-ids',
    {
      options: ['--recordings', file],
      command: suite([{ path: ownPath, body: ownBody }]),
      code: 1,
      out: /418 no-recording .*With --own-ids, the ids of a client/s,
    },
  ],
  [
    'one that differs in something else is not',
    { options: ['--recordings', file], command: suite([{ type: 'text/plain' }]), code: 1, out: /418 no-recording (?!.*--own-ids)/s },
  ],
  [
    'with which the ids of a client stand for the recorded ones, and come back',
    {
      options: ['--recordings', file, '--own-ids', '--fail-on-unused'],
      command: suite([
        { method: 'GET', path: ownPath },
        { path: ownPath, body: ownBody },
        { method: 'GET', path: ownPath },
      ]),
      code: 0,
      out: new RegExp(`200 recorded \\{.*"id":"${ownPolicy}_${ownGroup}".*agrees: 3`, 's'),
    },
  ],
  [
    'but each for one, and for good',
    {
      options: ['--recordings', file, '--own-ids'],
      command: suite([{ path: ownPath, body: ownBody }, { path: ownPath }]),
      code: 1,
      out: /200 recorded .*418 no-recording/s,
    },
  ],
  [
    'a compressed request is what it holds',
    { options: ['--recordings', file], command: suite([{ encoding: 'gzip' }]), code: 0, out: /200 recorded \{.*agrees: 1/s },
  ],
  [
    'to the emulator too',
    {
      options: [],
      command: suite([{ encoding: 'gzip' }, { encoding: 'gzip', body: wrong }]),
      code: 1,
      out: /^disagrees: 2 exchanges, 2 judged, 1 breaking/m,
    },
  ],
  [
    'one that unpacks to more than Graph takes is not taken',
    {
      options: [],
      command: suite([{ encoding: 'gzip', blanks: 4 * 1024 * 1024 }]),
      code: 0,
      out: /413 null .*of up to 4 MiB/,
      err: /with a body of more than 4 MiB, which was not taken/,
    },
  ],
  [
    'one that is not what its headers say, or in an unknown way, is no JSON',
    {
      options: [],
      command: suite([
        { encoding: 'gzip', packed: false, body: '{' },
        { encoding: 'zebra', packed: true },
      ]),
      code: 1,
      out: /request\.body\.not-json {2}\(2 times\)/,
    },
  ],
  ['--own-ids by itself', { options: ['--own-ids'], command: [], code: 2, err: /--own-ids is for --recordings/ }],
  [
    'the emulator answers it when asked to',
    { options: ['--recordings', file, '--fallback'], command: suite([{ body: { target: body.target } }]), code: 0, out: /200 fallback \{/ },
  ],
  [
    'a request that breaks the contract fails, answered or not',
    {
      options: ['--recordings', file, '--fallback'],
      command: suite([{}, { body: wrong }]),
      code: 1,
      out: /400 fallback .*breaking {2}request\.body\.undocumented-property/s,
    },
  ],
  [
    'the emulator judges too',
    { options: [], command: suite([{ body: wrong }]), code: 1, out: /1 of which broke the contract\..*disagrees: 1 exchange/s },
  ],
  [
    'weather that is simulated is no verdict on a request',
    { options: ['--simulate', 'throttled'], command: suite([{}]), code: 0, out: /429 .*agrees: 1 exchange, 1 judged/s },
  ],
  [
    'nor is an answer that is simulated',
    { options: ['--simulate', 'no-content'], command: suite([{}]), code: 0, out: /204 .*agrees: 1 exchange, 1 judged/s },
  ],
  [
    'a suite that fails ends with its own code',
    {
      options: ['--recordings', file],
      command: suite([{}], 7),
      code: 7,
      out: /The command failed; serve exits with its exit code, 7\..*agrees: 1 exchange, 1 judged\. Exit code 7, that of the command\./s,
    },
  ],
  [
    'a suite that asks for nothing shows nothing',
    { options: [], command: suite([]), code: 2, err: /nothing was judged\. Let it use the address in GRAPH_BASE_URL/ },
  ],
  [
    'a suite that sends only what cannot be read',
    {
      options: [],
      command: [
        '--',
        process.execPath,
        '-e',
        "require('node:net').connect(new URL(process.env.GRAPH_BASE_URL).port, '127.0.0.1').end('hello there').resume()",
      ],
      code: 3,
      out: /1 request could not be read\..*inconclusive: 1 exchange/s,
      err: /^\? 400 {2}a request that cannot be read\n {2}It is not valid HTTP: its method is not one of HTTP\./m,
    },
  ],
  ['unless it may', { options: ['--allow-empty'], command: suite([]), code: 0 }],
  [
    'a command that does not exist',
    { options: [], command: ['--', 'no-such-command'], code: 2, err: /"no-such-command" cannot be started \(ENOENT\)/ },
  ],
  [
    'a command below a file',
    { options: [], command: ['--', 'package.json/x'], code: 2, err: /"package\.json\/x" cannot be started \(ENOTDIR\)/ },
  ],
  [
    'a folder without recordings',
    { options: ['--recordings', 'contracts/pacts'], command: suite([]), code: 2, err: /There are no recordings in contracts\/pacts/ },
  ],
  [
    'a file that is none',
    { options: ['--recordings', 'package.json'], command: suite([]), code: 2, err: /package\.json: not a recording/ },
  ],
  [
    'a path that leads nowhere',
    { options: ['--recordings', 'nowhere'], command: suite([]), code: 2, err: /nowhere: no such file or folder/ },
  ],
  ['nothing behind --', { options: ['--recordings', file], command: ['--'], code: 2, err: /There is no command after "--"/ }],
  ['an empty word behind --', { options: [], command: ['--', ''], code: 2, err: /There is no command after "--"/ }],
  ['--fallback by itself', { options: ['--fallback'], command: [], code: 2, err: /--fallback is for --recordings/ }],
  ['--fail-on-unused by itself', { options: ['--fail-on-unused'], command: [], code: 2, err: /--fail-on-unused is for --recordings/ }],
  [
    '--simulate beside recordings',
    { options: ['--recordings', file, '--simulate', 'throttled'], command: [], code: 2, err: /answers only with --fallback/ },
  ],
  ['--allow-empty without a command', { options: ['--allow-empty'], command: [], code: 2, err: /--allow-empty is for a command/ }],
  ['a port out of range', { options: ['--port', '70000'], command: [], code: 2, err: /Give a number from 0 \(any free port\) to 65535/ }],
])('%s', async (_, { options, command, code, out, err }) => {
  const result = await runCli(['serve', ...options, ...command]);
  if (out !== undefined) expect(result.stdout).toMatch(out);
  if (err !== undefined) expect(result.stderr).toMatch(err);
  expect({ code: result.code, stderr: result.code === code ? '' : result.stderr }).toEqual({ code, stderr: '' });
  expect(result.stdout + result.stderr).not.toMatch(/made-up-secret|^\s+at .+:\d+:\d+/m);
});

test('a mistake at the end of long recordings is found before the command is run', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'serve-'));
  try {
    const long = join(folder, 'long.json');
    const text = JSON.stringify(Array.from({ length: 300 }, () => recording).flat());
    writeFileSync(long, text);
    expect(await runCli(['serve', '--recordings', long, ...suite([{}])])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/200 recorded .*recordings never asked for {2}\(899 of 900\)/s) as string,
    });
    writeFileSync(long, text.slice(0, -1));
    const { code, stdout, stderr } = await runCli(['serve', '--recordings', long, ...suite([{}])]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toBe(`graph-contracts: ${long}: not valid JSON (line 1, column ${text.length - 1}).\n`);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the report for machines holds all of it, and stdout nothing else', async () => {
  const reports = mkdtempSync(join(tmpdir(), 'serve-'));
  try {
    const output = join(reports, 'report.json');
    const stale = join(reports, 'stale.json');
    writeFileSync(stale, JSON.stringify(recording).replaceAll(/sha256:[0-9a-f]+/g, 'sha256:0'));
    const { code, stderr } = await runCli([
      'serve',
      '--recordings',
      stale,
      '--format',
      'json',
      '--output',
      output,
      ...suite([{ body: wrong }], 5),
    ]);
    const report = JSON.parse(readFileSync(output, 'utf8')) as object;
    await expectValid.json(readFileSync(output, 'utf8'));
    expect({ code, stderr }).toEqual({ code: 5, stderr: expect.stringContaining('PATCH 418') as string });
    expect(report).toMatchObject({
      command: 'serve',
      verdict: 'disagrees',
      exitCode: 1,
      commandExitCode: 5,
      recordings: {
        stale: [{ file: stale, reasons: ['contract'], count: 3 }],
        served: 3,
        unused: [{ index: 0 }, { index: 1 }, { index: 2 }],
        unanswered: [{ count: 1 }],
      },
    });
  } finally {
    rmSync(reports, { recursive: true });
  }
});

test('a signal reaches the command, and its end is ours', async () => {
  const child = startCli(['serve', '--', process.execPath, '-e', 'console.log("here"); setInterval(() => {}, 1000)']);
  const done = finished(child);
  child.stdout.once('data', () => child.kill('SIGTERM'));
  const { code, stdout } = await done;
  expect({ code, stdout }).toEqual({ code: 128 + 15, stdout: expect.stringContaining('serve exits with its exit code, 143.') as string });
});
