import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../../contracts/folders.js';
import { runCommand } from '../../../scripts/serve/run-command.js';
import { TemporaryFolder } from '../../recordings/temporary-folder.js';
import { finished, runCli, startCli } from '../../run-cli.js';
import { expectValid } from '../report/expect-valid.js';

const folder = 'recordings/update-device-configuration-assignment';
const file = `${folder}/200-group-target-v1.0.json`;
const recording = JSON.parse(readFileSync(join(packageRoot, file), 'utf8')) as { path: string; body: { target: object } }[];
const { path = '', body = { target: {} } } = recording[1] ?? {};

const reports = new TemporaryFolder();
afterAll(() => {
  reports.remove();
});

/** A command that sends requests, one after the other, and ends with an exit code. */
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

const list = path.replace(/[^/]+$/, '').replace(/\/$/, '');
const ownList = withOwnIds(list);

const wordPath = `${list.replace(policy, 'a-policy')}/wifi`;

type Row = [name: string, options: string, command: readonly string[], code: number, out: RegExp, err?: RegExp];

const recorded = `--recordings ${file}`;
const breaksHttp = "require('node:net').connect(new URL(process.env.GRAPH_BASE_URL).port, '127.0.0.1').end('hello there').resume()";

test.each<Row>([
  ['all recordings are used', `${recorded} --fail-on-unused`, suite(whole), 0, /200 recorded \{.*agrees: 3/s],
  ['the last one of several repeats', recorded, suite([...whole, { method: 'GET' }]), 0, /agrees: 4 exchanges/],
  [
    'an unused recording is reported',
    recorded,
    suite([{}]),
    0,
    /unused recordings {2}\(2 of 3\)\n.*200-group-target-v1\.0\.json, number 1, 3\n/s,
  ],
  ['and fails with --fail-on-unused', `${recorded} --fail-on-unused`, suite([{}]), 1, /disagrees: 1 exchange, 1 judged\. Exit code 1/],
  [
    'a request that was not recorded fails, with the nearest one',
    recorded,
    suite([{ body: { ...body, target: { ...body.target, groupId: 'another' } } }]),
    1,
    /418 no-recording .*NoRecording.*not recorded {2}\(once\)\n +No recording answers this PATCH request\. The nearest is 200-group-target-v1\.0\.json, number 2 .*\/target\/groupId was recorded as a string of 36 characters, and is sent as a string of 7 characters\./s,
    /PATCH 418 {2}update-device-configuration-assignment v1\.0\n {2}No recording answers/,
  ],
  ...['', ' --own-ids'].map((option): Row => [
    `so does a deeply nested one${option}`,
    recorded + option,
    suite([{ body: deep }, { body: deepMember }]),
    1,
    /418 .*and is sent as an array of 1 item.*418 .*\/x is sent, and was not recorded.*request\.body\.type .*disagrees: 2 exchanges/s,
  ]),
  [
    'one that differs only in its ids gets a hint at --own-ids',
    recorded,
    suite([{ path: ownPath, body: ownBody }]),
    1,
    /418 no-recording .*With --own-ids, the ids of a client/s,
  ],
  ['one that differs in something else is not', recorded, suite([{ type: 'text/plain' }]), 1, /418 no-recording (?!.*--own-ids)/s],
  [
    'with --own-ids, the ids of a client stand for the recorded ones, and come back',
    `${recorded} --own-ids --fail-on-unused`,
    suite([
      { method: 'GET', path: ownPath },
      { path: ownPath, body: ownBody },
      { method: 'GET', path: ownPath },
    ]),
    0,
    new RegExp(`200 recorded \\{.*"id":"${ownPolicy}_${ownGroup}".*agrees: 3`, 's'),
  ],
  [
    'also ids of another form',
    `${recorded} --own-ids`,
    suite([
      { method: 'GET', path: wordPath },
      { path: wordPath, body: { ...body, target: { ...body.target, groupId: 'a-group' } } },
      { method: 'GET', path: `${wordPath}-2` },
    ]),
    1,
    /200 recorded \{.*"id":"wifi".*200 recorded .*"groupId":"a-group".*418 no-recording/s,
  ],
  [
    'but each for one, and for good',
    `${recorded} --own-ids`,
    suite([{ path: ownPath, body: ownBody }, { path: ownPath }]),
    1,
    /200 recorded .*418 no-recording/s,
  ],
  ['a compressed request is unpacked', recorded, suite([{ encoding: 'gzip' }]), 0, /200 recorded \{.*agrees: 1/s],
  [
    'by the emulator too',
    '',
    suite([{ encoding: 'gzip' }, { encoding: 'gzip', body: wrong }]),
    1,
    /^disagrees: 2 exchanges, 2 judged, 1 breaking/m,
  ],
  [
    'but not to more than Graph takes',
    '',
    suite([{ encoding: 'gzip', blanks: 4 * 1024 * 1024 }]),
    0,
    /413 null .*of up to 4 MiB/,
    /with a body of more than 4 MiB, which was not taken/,
  ],
  [
    'a body that cannot be unpacked is not JSON',
    '',
    suite([
      { encoding: 'gzip', packed: false, body: '{' },
      { encoding: 'zebra', packed: true },
    ]),
    1,
    /request\.body\.not-json {2}\(2 times\)/,
  ],
  [
    'with --fallback, the emulator answers what was not recorded',
    `${recorded} --fallback`,
    suite([{ body: { target: body.target } }]),
    0,
    /200 fallback \{/,
  ],
  [
    'a request that breaks the contract fails, answered or not',
    `${recorded} --fallback`,
    suite([{}, { body: wrong }]),
    1,
    /400 fallback .*breaking {2}request\.body\.undocumented-property/s,
  ],
  ['and with the emulator', '', suite([{ body: wrong }]), 1, /1 of which broke the contract\..*disagrees: 1 exchange/s],
  ['simulated throttling is no verdict on a request', '--simulate throttled', suite([{}]), 0, /429 .*agrees: 1 exchange, 1 judged/s],
  ['nor is a simulated answer', '--simulate no-content', suite([{}]), 0, /204 .*agrees: 1 exchange, 1 judged/s],
  [
    'the exit code of a command that fails is that of serve',
    recorded,
    suite([{}], 7),
    7,
    /The command failed; serve exits with its exit code, 7\..*agrees: 1 exchange, 1 judged\. Exit code 7, that of the command\./s,
  ],
  [
    'any id is answered, and shows in the list of its policy, which no contract judges',
    '',
    suite([{ path: ownPath }, { method: 'GET', path: ownList }]),
    0,
    new RegExp(`^200 null .*\n200 null .*"value":\\[\\{"id":"${ownPolicy}_.*agrees: 2 exchanges, 1 judged`, 's'),
  ],
  [
    'but not with --known-ids: the report says which ids there are',
    '--known-ids',
    suite([{ path: ownPath }]),
    0,
    /^404 .*1 request got 404: The emulator has no such deviceConfigurationAssignment\. It has 0.* of 0/s,
    /PATCH 404 .*\n {2}The emulator has no such/,
  ],
  [
    'with --contracts companions, the list, assign and DELETE are judged too',
    '--contracts companions --known-ids',
    suite([
      { method: 'GET', path: list },
      {
        method: 'POST',
        path: list.replace('assignments', 'assign'),
        body: { assignments: [{ target: { ...body.target, groupID: 'x' } }] },
      },
      { method: 'DELETE', path, body: '' },
      { method: 'DELETE', path, body: '' },
    ]),
    1,
    /^200 .*\n400 .*\n204 .*\n404 .*breaking {2}request\.body\.undocumented-property.*disagrees: 4 exchanges, 4 judged/s,
    /DELETE 404 {2}delete-device-configuration-assignment v1\.0\n {2}The emulator has no such .*: an earlier request deleted or replaced it\./,
  ],
  ['a command that sends nothing shows nothing', '', suite([]), 2, /^/, /nothing was judged\. Let it use the address in GRAPH_BASE_URL/],
  ['unless it may', '--allow-empty', suite([]), 0, /^/],
  [
    'a command that sends only what cannot be read',
    '',
    ['--', process.execPath, '-e', breaksHttp],
    3,
    /1 request could not be read\..*inconclusive: 1 exchange/s,
    /^\? 400 {2}a request that cannot be read\n {2}It cannot be read as HTTP: its method is not one of HTTP\./m,
  ],
])('%s', async (_, options, command, code, out, err = /^/) => {
  const result = await runCli(['serve', ...options.split(' ').filter(Boolean), ...command]);
  expect(result.stdout).toMatch(out);
  expect(result.stderr).toMatch(err);
  expect({ code: result.code, stderr: result.code === code ? '' : result.stderr }).toEqual({ code, stderr: '' });
  expect(result.stdout + result.stderr).not.toMatch(/made-up-secret|^\s+at .+:\d+:\d+/m);
});

test.each([
  ['-- no-such-command', '"no-such-command" cannot be started (ENOENT)'],
  ['-- package.json/x', '"package.json/x" cannot be started (ENOTDIR)'],
  ['--recordings contracts/pacts -- echo', 'There are no recordings in contracts/pacts'],
  ['--recordings package.json -- echo', 'package.json: not a recording'],
  ['--recordings nowhere -- echo', 'nowhere: no such file or folder'],
  [`${recorded} --`, 'There is no command after "--"'],
  ['-- ', 'There is no command after "--"'],
  ['--own-ids', "'--own-ids' cannot be used without option '--recordings'"],
  ['--fallback', "'--fallback' cannot be used without option '--recordings'"],
  ['--fail-on-unused', "'--fail-on-unused' cannot be used without option '--recordings'"],
  [`${recorded} --simulate throttled`, "without option '--fallback'"],
  [`${recorded} --known-ids`, "option '--known-ids' cannot be used with option '--recordings' without option '--fallback'"],
  ['--allow-empty', "'--allow-empty' cannot be used without a command"],
  ['--port 70000', 'Give a number from 0 (any free port) to 65535'],
])('serve %s is refused', async (args, says) => {
  const result = await runCli(['serve', ...args.split(' ')]);
  expect(result.stderr).toContain(says);
  expect({ code: result.code, stdout: result.stdout }).toEqual({ code: 2, stdout: '' });
});

test('the JSON report holds everything, and stdout nothing else', async () => {
  const output = join(reports.path, 'report.json');
  const stale = reports.write('stale.json', JSON.stringify(recording).replaceAll(/sha256:[0-9a-f]+/g, 'sha256:0'));
  const options = ['--recordings', stale, '--format', 'json', '--output', output];
  const { code, stderr } = await runCli(['serve', ...options, ...suite([{ body: wrong }], 5)]);
  const text = readFileSync(output, 'utf8');
  await expectValid.json(text);
  expect({ code, stderr }).toEqual({ code: 5, stderr: expect.stringContaining('PATCH 418') as string });
  expect(JSON.parse(text)).toMatchObject({
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
});

test('the JSON report lists requests for objects that the emulator does not have', async () => {
  const output = join(reports.path, 'report.json');
  await runCli(['serve', '--known-ids', '--format', 'json', '--output', output, ...suite([{ path: ownPath }, { path: ownPath }])]);
  const text = readFileSync(output, 'utf8');
  await expectValid.json(text);
  expect(JSON.parse(text)).toMatchObject({
    exitCode: 0,
    notFound: [{ message: expect.stringContaining(`It has ${path.split('/').at(-1) ?? ''} of `) as string, count: 2 }],
  });
});

test('a command is not started after the signal that ends serve', async () => {
  const started = join(reports.path, 'started');
  const command = [process.execPath, '-e', `fs.writeFileSync(${JSON.stringify(started)}, '')`];
  expect(await runCommand(command, {}, Promise.resolve('SIGTERM'))).toBe(143);
  expect(existsSync(started)).toBe(false);
});

test('a signal is passed on to the command, whose exit code is that of serve', async () => {
  const child = startCli(['serve', '--', process.execPath, '-e', 'console.log("here"); setInterval(() => {}, 1000)']);
  const done = finished(child);
  child.stdout.once('data', () => child.kill('SIGTERM'));
  const { code, stdout } = await done;
  expect({ code, stdout }).toEqual({ code: 128 + 15, stdout: expect.stringContaining('serve exits with its exit code, 143.') as string });
});
