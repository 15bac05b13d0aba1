import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { contracts } from '../../../contracts/judge/compiled-contracts.js';
import { assignmentPath } from '../../../scripts/client/assignment.js';
import { Emulator } from '../../../scripts/emulator/emulator.js';
import { close, listen } from '../../../scripts/http/local-server.js';
import type { Report } from '../../../scripts/verdict/report.js';
import { ReadOnlyFolder } from '../../equipment/read-only-folder.js';
import type { CliResult } from '../../run-cli.js';
import { useRecordedFolder, type StartedProxy } from './recorded-folder.js';
import { assignmentsIn } from '../../equipment/emulated-assignments.js';

const into = useRecordedFolder();
const nothing = 'No answer to a request of the two operations came through the proxy, so nothing was recorded.';

/** Ends a proxy, as Ctrl-C does. */
const interrupt = ({ child, ended }: StartedProxy): Promise<CliResult> => {
  child.kill('SIGINT');
  return ended;
};

describe('before the emulator', () => {
  const emulator = new Emulator();
  const token = 'eyJ0eXAi.made-up.token-of-a-test';
  let graph: string;
  let path: string;
  beforeAll(async () => {
    graph = await emulator.listen();
    const [contract] = contracts;
    const ids = assignmentsIn(emulator.tenant).find(({ operation }) => operation === contract?.name);
    if (contract === undefined || ids === undefined) throw new Error('The emulator has an assignment.');
    path = assignmentPath(contract, 'v1.0', ids);
  });
  afterAll(() => emulator.close());

  const start = (args: readonly string[] = [], environment?: Readonly<Record<string, string>>): Promise<StartedProxy> =>
    into.startProxy(['--graph', graph, ...args], environment);

  const allDevices = { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' };
  const update = (origin: string, target: object = allDevices, where = path): Promise<Response> =>
    fetch(`${origin}${where}`, {
      method: 'PATCH',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ '@odata.type': '#microsoft.graph.deviceCompliancePolicyAssignment', target }),
    });
  const operation = 'update-device-compliance-policy-assignment';
  const written = (): string => join(into.path, operation, '200-all-devices-target.json');

  test('judges, shows, records, and reports at SIGTERM', async () => {
    const { child, origin, ended } = await start();
    expect((await update(origin)).status).toBe(200);
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
    expect(into.files()).toEqual(['200-all-devices-target', '400-refused'].map((name) => `${operation}/${name}.json`));
    expect(stdout + stderr).not.toContain(path.split('/').at(-1));
    expect([stdout, stderr, ...into.texts()].join('\n')).not.toContain(token);
  });

  test('judges a request that it refuses, records nothing of it, and keeps stdout for the report', async () => {
    const proxy = await start(['--format', 'json']);
    await update(proxy.origin);
    expect((await update(proxy.origin, allDevices, path.replace('deviceC', 'devicec'))).status).toBe(403);
    const { code, stdout, stderr } = await interrupt(proxy);
    const { command, verdict, summary, findings } = JSON.parse(stdout) as Report;
    expect([code, command, verdict, summary.exchanges, summary.judged]).toEqual([1, 'record', 'disagrees', 2, 2]);
    expect(findings.filter(({ severity }) => severity === 'breaking').map((one) => one.code)).toEqual(['request.path']);
    expect(stderr).toContain('  breaking  request.path  The path has ');
    expect(stderr).toContain('Recorded 1 exchange into');
    expect(stderr).toContain('1 request did not leave this machine; of the two operations, and so judged, 1 was.\n');
  });

  test('does not pass if it has refused every request', async () => {
    const proxy = await start();
    const headers = { 'x-http-method-override': 'PATCH', authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    expect((await fetch(`${proxy.origin}${path}`, { method: 'PATCH', headers, body: '{}' })).status).toBe(403);
    const { code, stderr } = await interrupt(proxy);
    expect([code, into.files()]).toEqual([2, []]);
    expect(stderr).toContain(nothing);
  });

  test.each([0, 1])('keeps what it has judged and written if the folder becomes read-only after %i exchanges', async (count) => {
    const readOnly = new ReadOnlyFolder(into.path);
    const proxy = await start(['--format', 'json'], readOnly.environment);
    if (count > 0) {
      await update(proxy.origin);
      while (!existsSync(written())) await new Promise((resolve) => setTimeout(resolve, 5));
    }
    readOnly.close();
    await update(proxy.origin);
    const { code, stdout, stderr } = await interrupt(proxy);
    const summary = { exchanges: count + 1, judged: count + 1 };
    expect(JSON.parse(stdout)).toMatchObject({ verdict: 'cannot-run', exitCode: 2, summary });
    expect([code, existsSync(written())]).toEqual([2, count > 0]);
    expect(stderr).toContain(`The recordings in ${into.path} cannot be read or written (EROFS).`);
    expect(stderr).toMatch(/The lock \S+\.recording\.lock cannot be removed \(EROFS\)/);
    expect(stderr).not.toMatch(/this is a bug|^\s+at /m);
  });

  test('keeps what it has written whole if it is killed under load', async () => {
    const { child, origin, ended } = await start();
    const count = (): number => (existsSync(written()) ? (JSON.parse(readFileSync(written(), 'utf8')) as unknown[]).length : 0);
    let isOver = false;
    const client = async (): Promise<void> => {
      while (!isOver) await update(origin).then((answer) => answer.text());
    };
    const clients = Promise.allSettled([client(), client(), client()]);
    const deadline = performance.now() + 60_000;
    while (count() < 2 && performance.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 5));
    child.kill('SIGKILL');
    await ended;
    isOver = true;
    await clients;
    expect(count()).toBeGreaterThan(1);
    // The lock of the killed process does not block others.
    expect((await interrupt(await start(['--update', '--allow-empty']))).code).toBe(0);
    expect(readdirSync(into.path)).toEqual([operation]);
  });

  test('does not pass without a request', async () => {
    const { code, stderr } = await interrupt(await start());
    expect([code, into.files()]).toEqual([2, []]);
    const advice = 'Give your service its address as the base URL of Graph, or give --allow-empty. The two are PATCH ';
    expect(stderr).toContain(`graph-contracts: ${nothing} ${advice}`);
  });
});

describe('interrupted during a request', () => {
  const path = '/v1.0/deviceManagement/deviceConfigurations/a/assignments/b';
  const read = 'GET update-device-configuration-assignment v1.0';
  let server: Server;
  let graph: string;
  let arriving: Promise<ServerResponse>;
  beforeEach(async () => {
    let arrive: (response: ServerResponse) => void;
    arriving = new Promise((resolve) => (arrive = resolve));
    server = createServer((_, response) => {
      arrive(response);
    });
    graph = await listen(server, 0, '127.0.0.1');
  });
  afterEach(() => close(server));

  /** A proxy with a request that Graph has not answered. */
  async function pending(
    signal?: AbortSignal,
  ): Promise<StartedProxy & { readonly response: ServerResponse; readonly answer: Promise<Response> }> {
    const proxy = await into.startProxy(['--graph', graph]);
    const answer = fetch(`${proxy.origin}${path}`, { headers: { authorization: 'Bearer made-up' }, signal });
    answer.catch(() => undefined);
    return { ...proxy, answer, response: await arriving };
  }

  /** Interrupts a proxy, which says so when it has waited for a while. */
  async function interruptedAndWaiting({ child }: StartedProxy): Promise<void> {
    child.kill('SIGINT');
    await new Promise<void>((resolve) => {
      child.stderr.on('data', (chunk: Buffer) => {
        if (chunk.toString().includes('this waits 10 seconds')) resolve();
      });
    });
  }

  test('takes nothing more, and reports the pending exchange', async () => {
    const proxy = await pending();
    await interruptedAndWaiting(proxy);
    proxy.response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":"b"}');
    const { status, headers } = await proxy.answer;
    expect([status, headers.get('connection')]).toEqual([200, 'close']);
    const { code, stdout, stderr } = await proxy.ended;
    expect([code, into.files()]).toEqual([0, ['update-device-configuration-assignment/200-read.json']]);
    expect(stdout).toContain(`${read}  200  a read, not judged\n`);
    expect(stderr).toContain('Recorded 1 exchange into ');
  });

  test('reports a request that its client has abandoned, and keeps nothing of it', async () => {
    const gone = new AbortController();
    const proxy = await pending(gone.signal);
    gone.abort();
    const { code, stdout, stderr } = await interrupt(proxy);
    expect([code, into.files()]).toEqual([2, []]);
    expect(stderr).toContain(nothing);
    expect(stdout).toContain(`${read}  broken off: its client disconnected before Graph answered. Neither judged nor recorded.\n`);
  });

  test.each(['SIGINT', 'SIGTERM'] as const)('ends at once at a second signal: %s', async (signal) => {
    const proxy = await pending();
    await interruptedAndWaiting(proxy);
    proxy.child.kill(signal);
    expect([(await proxy.ended).code, proxy.child.signalCode]).toEqual([null, signal]);
  });
});
