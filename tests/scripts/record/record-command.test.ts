import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { dirname, join } from 'node:path';
import { assignmentPath } from '../../../scripts/client/assignment.js';
import { packageRoot } from '../../../contracts/folders.js';
import { contracts } from '../../../contracts/judge/compiled-contracts.js';
import { Emulator } from '../../../scripts/emulator/emulator.js';
import { close, listen } from '../../../scripts/http/local-server.js';
import { listFiles } from '../../../recordings/traffic/list-files.js';
import type { Report } from '../../../scripts/verdict/report.js';
import { ReadOnlyFolder } from '../../equipment/read-only-folder.js';
import { finished, runCli, startCli, type CliResult } from '../../run-cli.js';
import { TemporaryFolder } from '../../recordings/temporary-folder.js';

let folder: TemporaryFolder;
let into: string;
beforeEach(() => {
  folder = new TemporaryFolder();
  into = join(folder.path, 'recorded');
});
afterEach(() => {
  folder.remove();
});

const record = (...args: readonly string[]): Promise<CliResult> => runCli(['record', '--folder', into, ...args], { cwd: folder.path });
const recorded = (): string[] => (existsSync(into) ? listFiles(into).map((file) => file.slice(into.length + 1)) : []);
const texts = (): string[] => recorded().map((file) => readFileSync(join(into, file), 'utf8'));

const bothOperations = [
  'update-device-compliance-policy-assignment/200-group-target.json',
  'update-device-configuration-assignment/200-group-target.json',
];

const stayed =
  'These were recorded before, did not come again, and stay as they were. They are replayed too, and what is older answers first. Delete what you no longer want:';

describe('the night', () => {
  test('is recorded, compared by its meaning, and replaced only when asked', async () => {
    const first = await record();
    expect([first.code, recorded()]).toEqual([0, bothOperations]);
    expect(first.stderr).toContain(`Recorded 16 exchanges into ${into}:\n  ${bothOperations[0] ?? ''}\n`);
    const before = texts();

    const again = await record();
    expect([again.code, again.stdout]).toEqual([2, '']);
    expect(again.stderr).toContain(`${into} already holds recordings: ${bothOperations[0] ?? ''} and 1 more.`);

    const same = await record('--check');
    expect([same.code, same.stderr]).toEqual([0, `What Graph answers means the same as what is recorded in ${into}.\n`]);

    const drifted = await record('--check', '--simulate', 'new-property');
    expect(drifted.code).toBe(1);
    expect(drifted.stderr).toMatch(/200-group-target\.json: PATCH v1\.0, answer: \/\S+ came/);
    expect(drifted.stdout).toContain('disagrees: ');
    expect(texts()).toEqual(before);

    const updated = await record('--update', '--simulate', 'new-property');
    expect(updated.code).toBe(0);
    expect(updated.stderr).toMatch(
      /In what they differ from those that they replace:\n {2}\S+\/200-group-target\.json: PATCH \S+, answer: \/\S+ came/,
    );
    expect(texts()).not.toEqual(before);
    expect((await runCli(['check', into])).code).toBe(0);
  });

  test('that says nothing is no difference, and replaces nothing', async () => {
    await record();
    const before = texts();
    const checked = await record('--check', '--simulate', 'throttled', '--budget', '0');
    expect([checked.code, checked.stderr]).toEqual([
      3,
      `Not everything could be asked, so this night was not compared with what is recorded in ${into}. Run it again.\n`,
    ]);
    const updated = await record('--update', '--simulate', 'throttled', '--budget', '0');
    expect([updated.code, updated.stderr, texts()]).toEqual([
      3,
      `Not everything could be asked, so what is recorded in ${into} stays as it was. Run it again.\n`,
      before,
    ]);
  });

  test('that says nothing is recorded where it replaces nothing, and whole again with the next one', async () => {
    const first = await record('--simulate', 'throttled', '--budget', '0');
    expect([first.code, recorded()]).toEqual([3, [...bothOperations.map((file) => file.replace('200-group-target', '429-throttled'))]]);
    expect(first.stderr).toContain('Not everything could be asked: this is a part of a night. --update records a whole one.\n');
    expect((await record('--update')).code).toBe(0);
    expect(recorded()).toEqual(bothOperations);
  });

  test('takes the place of the one before, whatever that had seen, and of nothing else', async () => {
    await record('--simulate', 'not-routed');
    const [old = ''] = recorded();
    expect(old).toContain('400-not-routed.json');
    const imported = readFileSync(join(into, old), 'utf8').replaceAll(/"scenario": "[^"]*"/g, '"scenario": "imported from a capture"');
    const foreign = old.replace('400-not-routed', '418-imported');
    writeFileSync(join(into, foreign), imported);
    writeFileSync(join(into, dirname(old), 'notes.json'), '[]');

    const updated = await record('--update');
    expect([updated.code, recorded()]).toEqual([0, [...bothOperations, foreign, join(dirname(old), 'notes.json')].sort()]);
    expect(updated.stderr).toContain(`  ${old}: went: `);
    expect(updated.stderr).toContain(`${stayed}\n  ${foreign}\n`);
    const again = await record('--check');
    expect([again.code, again.stderr]).toEqual([0, `What Graph answers means the same as what is recorded in ${into}.\n`]);
  });

  test('is compared with no file that is damaged: it was not Graph', async () => {
    await record();
    const [first = '', second = ''] = recorded().map((file) => join(into, file));
    const whole = readFileSync(first, 'utf8');
    writeFileSync(first, `${whole}<<<<<<< HEAD\n`);
    const broken = await record('--check');
    expect([broken.code, broken.stdout]).toEqual([2, '']);
    expect(broken.stderr).toMatch(/^graph-contracts: (\S+) is not valid JSON \(line \d+, column \d+\)\. Repair it \(.*\n$/);
    expect(broken.stderr).toContain(first);

    writeFileSync(first, whole);
    writeFileSync(second, '[]');
    const emptied = await record('--check');
    expect([emptied.code, emptied.stderr]).toEqual([
      2,
      `graph-contracts: ${second} is no recording of this tool (any more), so there is nothing to compare with. Restore it, or record anew with --update.\n`,
    ]);
  });

  test('without a recording cannot be compared', async () => {
    const { code, stderr } = await record('--check');
    expect([code, stderr]).toEqual([
      2,
      `graph-contracts: ${into} holds no recording of a night, so there is nothing to compare with. Record one first.\n`,
    ]);
  });
});

test.each<[string, readonly string[], string]>([
  ['two sources', ['--proxy', '--from', 'x.har'], 'Leave one of them out.'],
  ['both ways', ['--check', '--update'], 'Leave one of them out.'],
  ['the proxy asks nothing again', ['--proxy', '--check'], '--check is for a run of drift'],
  ['the proxy has no tenant', ['--proxy', '--simulate', 'outage'], '--simulate is for a run of drift, and has no effect on --proxy.'],
  ['a capture has no tenant', ['--from', 'x.har', '--config', 'x.json'], '--config is for a run of drift, and has no effect on --from.'],
  ['a capture is not waited for', ['--from', 'x.har', '--budget', '1'], '--budget is for a run of drift, and has no effect on --from.'],
  ['the night has no port', ['--port', '0'], '--port is for --proxy, and has no effect on a run of drift.'],
  [
    'the night has its Graph in its configuration',
    ['--graph', 'http://127.0.0.1:1'],
    '--graph is for --proxy, and has no effect on a run of drift.',
  ],
  ['the night has one format', ['--input', 'har'], '--input is for --from, and has no effect on a run of drift.'],
  ['the proxy has one format', ['--proxy', '--input', 'har'], '--input is for --from, and has no effect on --proxy.'],
  ['a night is never empty', ['--allow-empty'], '--allow-empty is for --proxy and --from, and has no effect on a run of drift.'],
  ['a pact is no traffic', ['--from', 'x.json', '--input', 'pact'], 'Allowed choices are har, nock, ndjson.'],
  ['a port out of range', ['--proxy', '--port', '70000'], 'Give a number from 0 (any free port) to 65535.'],
  ['another host', ['--proxy', '--graph', 'https://graph.example'], 'neither a Microsoft Graph nor on this machine'],
  [
    'a Graph with credentials',
    ['--proxy', '--graph', 'https://me:secret@127.0.0.1'],
    '--graph cannot be used. The base URL holds credentials.',
  ],
  ['a Graph without TLS', ['--proxy', '--graph', 'http://graph.microsoft.com'], 'is not HTTPS: a token would travel in clear.'],
  ['a Graph of another scheme', ['--proxy', '--graph', 'ftp://127.0.0.1'], '--graph cannot be used. The base URL is no URL of HTTP.'],
  ['a Graph with a version', ['--proxy', '--graph', 'https://graph.microsoft.com/v1.0'], 'has more than scheme, host and port.'],
  ['a capture that is not there', ['--from', 'nowhere.har'], 'nowhere.har: no such file or folder'],
  ['a capture of something else', ['--from', join(packageRoot, 'package.json')], 'package.json: none of the formats that can be judged'],
  ['no folder', ['--folder', ''], 'No folder is given for the recordings. Name one; it is created if it does not exist.'],
])('cannot run, and leaves nothing behind: %s', async (_what, args, message) => {
  const { code, stderr } = await record(...args);
  expect([code, existsSync(into)]).toEqual([2, false]);
  expect(stderr).toContain(message);
  expect(stderr).not.toMatch(/secret|^\s+at /m);
});

test('a proxy whose port is taken leaves nothing behind', async () => {
  const other = createServer();
  const port = new URL(await listen(other, 0, '127.0.0.1')).port;
  const { code, stderr } = await record('--proxy', '--port', port);
  await close(other);
  expect([code, existsSync(into)]).toEqual([2, false]);
  expect(stderr).toContain(`The recording proxy cannot listen on port ${port} (EADDRINUSE). Give another --port.`);
});

/** Starts the proxy, on any port, and waits until it listens. */
async function startProxy(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<{ child: ChildProcessWithoutNullStreams; origin: string; ended: Promise<CliResult> }> {
  const child = startCli(['record', '--proxy', '--port', '0', '--folder', into, ...args], { environment });
  const ended = finished(child);
  const origin = await new Promise<string>((resolve, reject) => {
    let said = '';
    const look = (chunk: Buffer): void => {
      said += chunk.toString();
      const found = /Recording proxy on (http:\/\/127\.0\.0\.1:\d+)/.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    };
    child.stdout.on('data', look);
    child.stderr.on('data', look);
    void ended.then(({ stderr }) => {
      reject(new Error(stderr));
    });
  });
  return { child, origin, ended };
}

describe('the proxy', () => {
  const emulator = new Emulator();
  const token = 'eyJ0eXAi.made-up.token-of-a-test';
  let graph: string;
  let path: string;
  beforeAll(async () => {
    graph = await emulator.listen();
    const [contract] = contracts;
    const ids = emulator.tenant.all.find(({ operation }) => operation === contract?.name);
    if (contract === undefined || ids === undefined) throw new Error('The emulator has an assignment.');
    path = assignmentPath(contract, 'v1.0', ids);
  });
  afterAll(() => emulator.close());

  const start = (args: readonly string[] = [], environment?: Readonly<Record<string, string>>): ReturnType<typeof startProxy> =>
    startProxy(['--graph', graph, ...args], environment);

  const update = (origin: string, target: object, where = path): Promise<Response> =>
    fetch(`${origin}${where}`, {
      method: 'PATCH',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ '@odata.type': '#microsoft.graph.deviceCompliancePolicyAssignment', target }),
    });
  const allDevices = { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' };

  test('judges, shows, records, and reports at SIGTERM', async () => {
    const { child, origin, ended } = await start();
    expect((await update(origin, allDevices)).status).toBe(200);
    expect((await update(origin, { ...allDevices, undocumented: 'x' })).status).toBe(400);
    expect((await fetch(`${origin}/v1.0/me`, { headers: { authorization: `Bearer ${token}` } })).status).toBe(403);
    child.kill('SIGTERM');
    const { code, stdout, stderr } = await ended;
    expect(code).toBe(1);
    expect(stdout).toContain('PATCH update-device-compliance-policy-assignment v1.0  200  agrees\n');
    expect(stdout).toMatch(/ {2}400 {2}disagrees\n {2}breaking {2}request\.body\.undocumented-property/);
    expect(stdout).toContain('GET  403  kept on this machine. Its path is not one of the two operations in v1.0 or beta.\n');
    expect(stdout).toContain('disagrees: 2 exchanges, 2 judged, 1 breaking');
    expect(stderr).toContain('Recorded 2 exchanges');
    expect(stderr).toContain('1 request did not leave this machine; of the two operations, and so judged, none was.\n');
    expect(recorded()).toEqual(
      ['200-all-devices-target', '400-refused'].map((name) => `update-device-compliance-policy-assignment/${name}.json`),
    );
    const assignment = path.split('/').at(-1) ?? '';
    expect(stdout + stderr).not.toContain(assignment);
    expect([stdout, stderr, ...texts()].join('\n')).not.toContain(token);
  });

  test('judges a request that it refuses, and records nothing of it', async () => {
    const { child, origin, ended } = await start(['--format', 'json']);
    await update(origin, allDevices);
    expect((await update(origin, allDevices, path.replace('deviceC', 'devicec'))).status).toBe(403);
    child.kill('SIGINT');
    const { code, stdout, stderr } = await ended;
    const { summary, findings } = JSON.parse(stdout) as Report;
    expect([code, summary.exchanges, summary.judged]).toEqual([1, 2, 2]);
    expect(findings.filter(({ severity }) => severity === 'breaking').map((one) => one.code)).toEqual(['request.path']);
    expect(stderr).toContain('  breaking  request.path  The path has ');
    expect(stderr).toContain('Recorded 1 exchange into');
    expect(stderr).toContain('1 request did not leave this machine; of the two operations, and so judged, 1 was.\n');
  });

  test('that refused all that came has seen no answer, and does not pass', async () => {
    const { child, origin, ended } = await start();
    const tunnelled = { 'x-http-method-override': 'PATCH', authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    expect((await fetch(`${origin}${path}`, { method: 'PATCH', headers: tunnelled, body: '{}' })).status).toBe(403);
    child.kill('SIGINT');
    const { code, stderr } = await ended;
    expect([code, recorded()]).toEqual([2, []]);
    expect(stderr).toContain('No answer to a request of the two operations came through the proxy, so nothing was recorded.');
  });

  test('leaves stdout to the report for machines', async () => {
    const { child, origin, ended } = await start(['--format', 'json']);
    await update(origin, allDevices);
    child.kill('SIGINT');
    const { code, stdout } = await ended;
    expect(JSON.parse(stdout)).toMatchObject({ command: 'record', verdict: 'agrees', exitCode: 0, summary: { exchanges: 1, judged: 1 } });
    expect(code).toBe(0);
  });

  test.each([0, 1])(
    'whose folder becomes read-only after %i exchanges reports what it has judged, and keeps what was written',
    async (first) => {
      const readOnly = new ReadOnlyFolder(into);
      const { child, origin, ended } = await start(['--format', 'json'], readOnly.environment);
      const file = join(into, 'update-device-compliance-policy-assignment', '200-all-devices-target.json');
      if (first > 0) {
        await update(origin, allDevices);
        while (!existsSync(file)) await new Promise((resolve) => setTimeout(resolve, 5));
      }
      readOnly.close();
      await update(origin, allDevices);
      child.kill('SIGINT');
      const { code, stdout, stderr } = await ended;
      expect(JSON.parse(stdout)).toMatchObject({
        verdict: 'cannot-run',
        exitCode: 2,
        summary: { exchanges: first + 1, judged: first + 1 },
      });
      expect([code, existsSync(file)]).toEqual([2, first > 0]);
      expect(stderr).toContain(`The recordings in ${into} cannot be read or written (EROFS).`);
      expect(stderr).toMatch(/The lock \S+\.recording\.lock cannot be removed \(EROFS\)/);
      expect(stderr).not.toMatch(/this is a bug|^\s+at /m);
    },
  );

  test('that is killed under load keeps what it has written until then, whole', async () => {
    const { child, origin, ended } = await start();
    const file = join(into, 'update-device-compliance-policy-assignment', '200-all-devices-target.json');
    const count = (): number => (existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as unknown[]).length : 0);
    let isOver = false;
    const client = async (): Promise<void> => {
      while (!isOver) await update(origin, allDevices).then((answer) => answer.text());
    };
    const clients = Promise.allSettled([client(), client(), client()]);
    const deadline = performance.now() + 60_000;
    while (count() < 2 && performance.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 5));
    child.kill('SIGKILL');
    await ended;
    isOver = true;
    await clients;
    expect(count()).toBeGreaterThan(1);
    // The lock of the one that was killed keeps nobody out.
    const next = await start(['--update', '--allow-empty']);
    next.child.kill('SIGINT');
    expect((await next.ended).code).toBe(0);
    expect(readdirSync(into)).toEqual(['update-device-compliance-policy-assignment']);
  });
});

describe('the proxy, told to end while a request is under way', () => {
  const path = '/v1.0/deviceManagement/deviceConfigurations/a/assignments/b';
  let graph: Server;
  let graphOrigin: string;
  let arriving: Promise<ServerResponse>;
  beforeEach(async () => {
    let arrive: (response: ServerResponse) => void;
    arriving = new Promise((resolve) => (arrive = resolve));
    graph = createServer((_, response) => {
      arrive(response);
    });
    graphOrigin = await listen(graph, 0, '127.0.0.1');
  });
  afterEach(() => close(graph));

  /** A read that Graph holds back, and a proxy that was told to end meanwhile: it says so when it has waited for a while. */
  async function held(): Promise<{
    child: ChildProcessWithoutNullStreams;
    response: ServerResponse;
    asked: Promise<Response>;
    ended: Promise<CliResult>;
  }> {
    const { child, origin, ended } = await startProxy(['--graph', graphOrigin]);
    const asked = fetch(`${origin}${path}`, { headers: { authorization: 'Bearer made-up' } });
    asked.catch(() => undefined); // Whoever waits for it hears of it.
    const response = await arriving;
    const waits = new Promise<void>((resolve) => {
      child.stderr.on('data', (chunk: Buffer) => {
        if (chunk.toString().includes('this waits 10 seconds')) resolve();
      });
    });
    child.kill('SIGINT');
    await waits;
    return { child, response, asked, ended };
  }

  test('takes nothing more, and reports what came to its end', async () => {
    const { response, asked, ended } = await held();
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":"b"}');
    const { status, headers } = await asked;
    expect([status, headers.get('connection')]).toEqual([200, 'close']);
    const { code, stdout, stderr } = await ended;
    expect([code, recorded()]).toEqual([0, ['update-device-configuration-assignment/200-read.json']]);
    expect(stdout).toContain('GET update-device-configuration-assignment v1.0  200  a read, not judged\n');
    expect(stderr).toContain('Recorded 1 exchange into ');
  });

  test('says of what nobody answered that it was broken off, and keeps nothing of it', async () => {
    const { child, origin, ended } = await startProxy(['--graph', graphOrigin]);
    const gone = new AbortController();
    const asked = fetch(`${origin}${path}`, { signal: gone.signal });
    asked.catch(() => undefined);
    await arriving;
    gone.abort();
    child.kill('SIGINT');
    const { code, stdout, stderr } = await ended;
    expect([code, recorded()]).toEqual([2, []]);
    expect(stderr).toContain('No answer to a request of the two operations came through the proxy, so nothing was recorded.');
    expect(stdout).toContain(
      'GET update-device-configuration-assignment v1.0  broken off: its client went away before Graph answered. Neither judged nor recorded.\n',
    );
  });

  test.each(['SIGINT', 'SIGTERM'] as const)('ends at once at a second signal: %s', async (signal) => {
    const { child, ended } = await held();
    child.kill(signal);
    expect([(await ended).code, child.signalCode]).toEqual([null, signal]);
  });
});

describe('recording nothing', () => {
  const asked = { request: { method: 'GET', url: 'https://contoso.example/' }, response: { status: 200 } };

  test('is no pass: a capture of something else', async () => {
    const file = folder.write('traffic.ndjson', `${JSON.stringify(asked)}\n`);
    const { code, stdout, stderr } = await record('--from', file, '--format', 'json');
    expect([code, recorded()]).toEqual([2, []]);
    const problem = `Nothing of the two operations in ${file}, so nothing was recorded. Give traffic that uses them, or --allow-empty. The two`;
    expect(stderr).toContain(`graph-contracts: ${problem}`);
    expect(JSON.parse(stdout)).toMatchObject({ verdict: 'cannot-run', exitCode: 2, summary: { outside: 1 } });
    const allowed = await record('--from', file, '--allow-empty');
    expect([allowed.code, allowed.stderr]).toEqual([0, 'Nothing of the two operations came by, so nothing was recorded.\n']);
  });

  test('is no pass: a proxy that was only started and stopped', async () => {
    const child = startCli(['record', '--proxy', '--port', '0', '--folder', into]);
    child.stdout.once('data', () => child.kill('SIGINT'));
    const { code, stderr } = await finished(child);
    expect([code, recorded()]).toEqual([2, []]);
    expect(stderr).toContain(
      'graph-contracts: No answer to a request of the two operations came through the proxy, so nothing was recorded. ' +
        'Give your service its address as the base URL of Graph, or give --allow-empty. The two are PATCH ',
    );
  });
});

describe('a capture', () => {
  const url = `https://graph.microsoft.com/v1.0/deviceManagement/deviceConfigurations/abcdabcd-1234-4321-abcd-1234abcd4321/assignments/one`;
  const exchange = {
    request: {
      method: 'PATCH',
      url,
      headers: { authorization: 'Bearer x', 'content-type': 'application/json' },
      body: '{"target":{"@odata.type":"#microsoft.graph.allDevicesAssignmentTarget"}}',
    },
    response: { status: 204, headers: { 'request-id': 'x' } },
  };

  test.each<[string, object, string]>([
    ['of Graph', exchange, 'live'],
    ['without the marks of Graph', { ...exchange, response: { status: 204 } }, 'emulator'],
  ])('%s becomes a recording, and is judged', async (_what, one, origin) => {
    const file = folder.write(
      'traffic.ndjson',
      `${JSON.stringify(one)}\n${JSON.stringify({ request: { method: 'GET', url: 'https://contoso.example/' } })}\n`,
    );
    const { code, stdout } = await record('--from', file);
    expect(code).toBe(1);
    expect(stdout).toContain('Graph answers 204; the page says 200.');
    expect(recorded()).toEqual(['update-device-configuration-assignment/204-no-content.json']);
    expect(JSON.parse(texts()[0] ?? '')).toMatchObject([{ status: 204, recorded: { origin, scenario: 'imported from a capture' } }]);
    expect(texts()[0]).not.toMatch(/abcdabcd/);
  });

  test('without the body of an answer is judged, and is no recording: none may claim that there was no body', async () => {
    const headers = [{ name: 'Content-Type', value: 'application/json' }];
    const answer = (content: object): object => ({
      request: { method: 'PATCH', url: exchange.request.url, headers, postData: { text: exchange.request.body } },
      response: { status: 200, headers, content },
    });
    const notKept = answer({ size: 218, mimeType: 'application/json' });
    const empty = answer({ size: 0, mimeType: 'application/json' });
    const har = (...entries: readonly object[]): string => folder.write('a.har', JSON.stringify({ log: { entries } }));

    const alone = await record('--from', har(notKept));
    expect([alone.code, recorded()]).toEqual([0, []]);
    expect(alone.stdout).toContain('response.not-checked');
    expect(alone.stderr).toBe(
      '1 exchange was judged, and not recorded: the body of its answer is not there, too long (over 4 MiB), or of an unknown encoding.\n',
    );

    const beside = await record('--from', har(notKept, empty, notKept));
    expect([beside.code, recorded()]).toEqual([1, ['update-device-configuration-assignment/200-empty.json']]);
    expect(beside.stderr).toContain(
      '2 exchanges were judged, and not recorded: the bodies of their answers are not there, too long (over 4 MiB), or of an unknown encoding.\n',
    );
  });

  const { request, response } = exchange;
  const listed = (headers: object): object[] => Object.entries(headers).map(([name, value]) => ({ name, value: String(value) }));
  const entry = {
    request: { ...request, headers: listed(request.headers), postData: { text: request.body } },
    response: { ...response, headers: listed(response.headers) },
  };
  const made = '2001-02-03T04:05:06.000Z';
  test.each<[string, string, string]>([
    ['a HAR', 'made.har', JSON.stringify({ log: { entries: [{ startedDateTime: '2001-02-03T05:05:06+01:00', ...entry }] } })],
    ['an entry of a HAR on a line', 'made.ndjson', JSON.stringify({ startedDateTime: made, ...entry })],
    ['an exchange on a line', 'made.ndjson', JSON.stringify({ when: made, ...exchange })],
  ])('knows when %s was made', async (_what, name, text) => {
    await record('--from', folder.write(name, text));
    expect(JSON.parse(texts()[0] ?? '')).toMatchObject([{ recorded: { when: made } }]);
    // And so do recordings that are imported in their turn.
    const again = join(folder.path, 'again');
    await runCli(['record', '--folder', again, '--from', into]);
    const [file = ''] = listFiles(again);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject([{ recorded: { when: made } }]);
  });

  test('updates what came again, and tells what stays, and what became fewer', async () => {
    const throttled = { ...exchange, response: { status: 429, headers: { 'request-id': 'x' } } };
    const captured = (...all: readonly object[]): string => folder.write('made.ndjson', all.map((one) => JSON.stringify(one)).join('\n'));
    await record('--from', captured(throttled, exchange, exchange, exchange));
    const [fine = '', other = ''] = recorded();
    const before = texts()[1];
    const { stderr } = await record('--from', captured(exchange), '--update');
    expect(stderr).toBe(
      [
        `Recorded 1 exchange into ${into}:`,
        `  ${fine}`,
        'In what they differ from those that they replace:',
        `  ${fine}: PATCH v1.0 204: 3 exchanges before, 1 now`,
        stayed,
        `  ${other}\n`,
      ].join('\n'),
    );
    expect([recorded(), texts()[1]]).toEqual([[fine, other], before]);
  });

  test.each<[string, (readonly (string | undefined)[])[], string[]]>([
    ['the newest first', [['3', '2', '1']], ['1', '2', '3']],
    ['in several files', [['5', '6'], ['1'], ['3', '4']], ['1', '3', '4', '5', '6']],
    ['of one moment', [['2', '1', '2']], ['1', '2', '2.001']],
    ['where some do not say when', [['3', undefined, 'x', '1', undefined]], ['1', '1.001', '3', '3.001', '3.002']],
    ['where none says when', [[undefined, undefined, undefined]], ['now', 'now', 'now']],
  ])('is recorded in the order of its moments: %s', async (_what, files, expected) => {
    const [begin, end] = [made.slice(0, 18), '.000Z'];
    const lines = files.map((seconds) =>
      seconds.map((second) => JSON.stringify({ ...(second === undefined ? {} : { when: `${begin}${second}${end}` }), ...exchange })),
    );
    await record('--from', ...lines.map((of, index) => folder.write(`${index}.ndjson`, of.join('\n'))));
    const all = (JSON.parse(texts()[0] ?? '') as { recorded: { when: string } }[]).map(({ recorded: { when } }) => when);
    const shown = all.map((when) => (when.startsWith(begin) ? when.slice(begin.length).replace(/(?:\.000)?Z$/, '') : 'now'));
    expect(shown).toEqual(expected);
    expect([all.toSorted(), new Set(all).size]).toEqual([all, all.length]);
  });

  test('whose newest exchange comes first is replayed as it took place', async () => {
    const lines = [3, 1, 2].map((second) => {
      const response = { status: 429, headers: { 'retry-after': String(second) } };
      return JSON.stringify({ when: `2001-02-03T04:05:0${second}Z`, ...exchange, response });
    });
    await record('--from', folder.write('made.ndjson', lines.join('\n')));
    const { authorization } = exchange.request.headers;
    const client = `(async () => {
      for (let asked = 0; asked < 3; asked += 1) {
        const { headers } = await fetch(process.env.GRAPH_BASE_URL + ${JSON.stringify(new URL(url).pathname)}, {
          method: 'PATCH',
          headers: { authorization: ${JSON.stringify(authorization)}, 'content-type': 'application/json' },
          body: ${JSON.stringify(exchange.request.body)},
        });
        console.log('second ' + headers.get('retry-after'));
      }
    })()`;
    const { stdout } = await runCli(['serve', '--recordings', into, '--own-ids', '--', process.execPath, '-e', client]);
    expect(stdout.match(/^second .*$/gm)).toEqual(['second 1', 'second 2', 'second 3']);
  });

  test('of a date that nobody can read is a recording all the same', async () => {
    const { code } = await record('--from', folder.write('made.ndjson', JSON.stringify({ when: 'yesterday', ...exchange })));
    expect([code, recorded().length]).toEqual([1, 1]);
  });

  test('of a folder passes over what is clearly something else, and says so', async () => {
    folder.write('captures/made.ndjson', JSON.stringify({ when: made, ...exchange }));
    const other = folder.write('captures/settings.json', JSON.stringify({ name: 'of an editor' }));
    const { stderr } = await record('--from', join(folder.path, 'captures'));
    expect(recorded()).toHaveLength(1);
    expect(stderr).toContain(`Passed over, as none of the formats that can be judged: ${other}.`);
  });

  test('keeps its place: no report is written over it', async () => {
    const text = JSON.stringify({ when: made, ...exchange });
    const file = folder.write('made.ndjson', text);
    const { code, stderr } = await record('--from', file, '--report', `json=${file}`);
    expect([code, recorded(), readFileSync(file, 'utf8')]).toEqual([2, [], text]);
    expect(stderr).toBe(`graph-contracts: The report would overwrite ${file}, which is to be read. Give it another file.\n`);
  });

  test('that is a pact is none', async () => {
    const { code, stderr } = await runCli(['record', '--folder', into, '--from', 'contracts/pacts']);
    expect([code, recorded()]).toEqual([2, []]);
    expect(stderr).toContain('is a pact: it says what a consumer expects, and nothing that took place.');
  });
});
