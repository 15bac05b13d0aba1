/** Requests that Node refuses before any handler runs are judged and listed: no misspelt update can hide behind broken HTTP. */
import { connect } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { sharedTemporaryFolder } from '../recordings/temporary-folder.js';
import { finished, startCli, type CliResult } from '../run-cli.js';
import { startProxy, startServe, type LocalServer } from './local-servers.js';

const path = '/v1.0/deviceManagement/deviceConfigurations/a/assignments/b';
const host = 'Host: localhost\r\n';
const type = 'Content-Type: application/json\r\n';

/** What a client sends, one write after the other. */
interface RawRequest {
  readonly what: string;
  readonly writes: readonly (string | Buffer)[];
  /** Whether the client ends the connection then. */
  readonly ends?: boolean;
  /** The statuses of the answers. */
  readonly statuses: readonly number[];
  /** The code of its finding, the reason why it is inconclusive, or `outside`. Empty if it is not a request. */
  readonly told?: string;
  /** Whether it stands behind a request that is read. */
  readonly isBehind?: boolean;
}

const refused = (what: string, request: string | readonly (string | Buffer)[], told: string, status = 400): RawRequest => ({
  what,
  writes: typeof request === 'string' ? [request] : request,
  statuses: [status],
  told,
});

const behind = (what: string, writes: readonly string[], statuses: readonly number[], told: string): RawRequest => ({
  what,
  writes,
  statuses,
  told,
  isBehind: true,
});

const get = `GET /x HTTP/1.1\r\n${host}\r\n`;
const long = 'x'.repeat(20_000);

const rawRequests: readonly RawRequest[] = [
  refused('patch', `patch ${path} HTTP/1.1\r\n${host}${type}Content-Length: 2\r\n\r\n{}`, 'request.method'),
  refused('Patch', `Patch ${path} HTTP/1.1\r\n${host}\r\n`, 'request.method'),
  refused('put', `put ${path} HTTP/1.1\r\n${host}\r\n`, 'request.method'),
  refused('delete, another operation', `delete ${path} HTTP/1.1\r\n${host}\r\n`, 'outside'),
  refused('patch on another path', `patch /v1.0/me HTTP/1.1\r\n${host}\r\n`, 'outside'),
  refused('a path that is nearly ours', `patch ${path.replace('/v1.0', '/V1.0')} HTTP/1.1\r\n${host}\r\n`, 'request.method'),
  refused('headers too large', `PATCH ${path} HTTP/1.1\r\n${host}X: ${long}\r\n\r\n`, 'request.malformed', 431),
  refused(
    'headers that are larger than one packet',
    `PATCH ${path} HTTP/1.1\r\n${host}X: ${long.repeat(6)}\r\n\r\n`,
    'request.malformed',
    431,
  ),
  refused('headers too large, of another path', `GET /x HTTP/1.1\r\n${host}X: ${long}\r\n\r\n`, 'outside', 431),
  refused('headers too large, after the line', [`PATCH ${path} HTTP/1.1\r\n`, `X: ${long}\r\n\r\n`], 'unreadable', 431),
  refused('two lengths', `PATCH ${path} HTTP/1.1\r\n${host}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`, 'request.malformed'),
  refused(
    'a length and chunks',
    `PATCH ${path} HTTP/1.1\r\n${host}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n`,
    'request.malformed',
  ),
  refused('a length that is none', `PATCH ${path} HTTP/1.1\r\n${host}Content-Length: 1,150\r\n\r\n{}`, 'request.malformed'),
  refused('a bad chunk', `PATCH ${path} HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\n\r\nzz\r\n`, 'request.malformed'),
  refused('a bad chunk later', [`PATCH ${path} HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\n\r\n`, 'zz\r\n'], 'request.malformed'),
  refused('a bad chunk of a read', `GET ${path} HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\n\r\nzz\r\n`, 'outside'),
  refused('a header name with a blank', `PATCH ${path} HTTP/1.1\r\n${host}Bad Header: 1\r\n\r\n`, 'request.malformed'),
  refused('a token with a stray sign', `PATCH ${path} HTTP/1.1\r\n${host}Authorization: Bearer a\u0001b\r\n\r\n`, 'request.malformed'),
  refused('line feeds alone', `PATCH ${path} HTTP/1.1\n${host.trim()}\n\n`, 'request.malformed'),
  refused('another version of HTTP', `PATCH ${path} HTTP/3.7\r\n${host}\r\n`, 'request.malformed'),
  refused('no Host', `PATCH ${path} HTTP/1.1\r\n\r\n`, 'request.malformed'),
  refused('an expectation of its own', `PATCH ${path} HTTP/1.1\r\n${host}Expect: x\r\nConnection: close\r\n\r\n`, 'request.malformed', 417),
  refused('HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 'unreadable'),
  refused('TLS', [Buffer.from('16030100f8010000f40303', 'hex')], 'unreadable'),
  refused('garbage', '\u0000\u0001hello\r\n\r\n', 'unreadable'),
  refused('a line in two packets', ['pat', `ch ${path} HTTP/1.1\r\n${host}\r\n`], 'unreadable'),
  { ...refused('a part of the headers', `PATCH ${path} HTTP/1.1\r\n${host}Content-Le`, 'unreadable'), ends: true },
  behind('a request behind another one', [get, `patch ${path} HTTP/1.1\r\n${host}\r\n`], [200, 400], 'request.method'),
  // As Node has it: the first one has no answer yet.
  behind('both in one packet', [`${get}patch ${path} HTTP/1.1\r\n${host}\r\n`], [400], 'request.method'),
  behind('more than its length', [`${get}}`], [400], 'unreadable'),
  { what: 'nothing', writes: [], ends: true, statuses: [] },
  { what: 'a part of the body', writes: [`PATCH ${path} HTTP/1.1\r\n${host}Content-Length: 9\r\n\r\n{}`], ends: true, statuses: [400] },
];

/** Writes it, piece by piece, and gives what came back until the server ended the connection. */
function ask(origin: string, { writes, ends = false }: Pick<RawRequest, 'writes' | 'ends'>): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect({ port: Number(new URL(origin).port), host: '127.0.0.1', noDelay: true })
      .on('data', (chunk: Buffer) => (text += chunk.toString()))
      .on('error', () => undefined)
      .on('close', () => {
        resolve(text);
      })
      .on('connect', () => {
        void (async () => {
          for (const piece of writes) {
            socket.write(piece);
            // Both ends stand in this process: after some turns the other one has read it.
            for (let turn = 0; turn < 20; turn += 1) await setImmediate();
          }
          if (ends) socket.end();
        })();
      });
  });
}

describe.each([
  ['serve', startServe, false],
  ['the proxy', startProxy, true],
] as const)('%s', (_, start, isProxy) => {
  let local: LocalServer;
  beforeEach(async () => {
    local = await start();
  });
  afterEach(() => local.close());

  // The proxy ends the connection of what it refuses: nothing is read behind that.
  const rows = rawRequests.filter(({ isBehind }) => !isProxy || !isBehind);
  test.each(rows.map((request) => [request.what, request] as const))('%s', async (_what, request) => {
    const answer = await ask(local.origin, request);
    const statuses = [...answer.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(([, status]) => Number(status));
    const seen = [...(request.isBehind ? ['answered'] : []), ...(request.told === undefined ? [] : [request.told])];
    expect({ statuses, seen: local.seen.toSorted(), mistakes: local.mistakes }).toEqual({ statuses: request.statuses, seen, mistakes: [] });
  });

  test('an observer that fails is told of, and ends nothing', async () => {
    const push = jest.spyOn(local.seen, 'push').mockImplementation(() => {
      throw new Error('a mistake');
    });
    const patch = `patch /v1.0/deviceManagement/deviceConfigurations/a/assignments/b HTTP/1.1\r\nHost: localhost\r\n\r\n`;
    for (let times = 0; times < 2; times += 1) expect(await ask(local.origin, { writes: [patch] })).toMatch(/^HTTP\/1\.1 400 /);
    expect(push).toHaveBeenCalledTimes(2);
    expect(local.mistakes).toHaveLength(2);
  });
});

const byWhat = (what: string): RawRequest => {
  const found = rawRequests.find((request) => request.what === what);
  if (found === undefined) throw new Error(`There is no request "${what}".`);
  return found;
};

/** Runs a server of the command, sends it a request, and ends it. */
async function run(args: readonly string[], what: string): Promise<CliResult> {
  const child = startCli(args);
  const ended = finished(child);
  const origin = await new Promise<string>((resolve) => {
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      const [found] = /http:\/\/127\.0\.0\.1:\d+/.exec((text += chunk.toString())) ?? [];
      if (found !== undefined) resolve(found);
    });
  });
  await ask(origin, byWhat(what));
  child.kill('SIGTERM');
  return ended;
}

const folder = sharedTemporaryFolder();
const servers = [
  ['serve', ['serve', '--port', '0'], 0],
  ['the proxy', ['record', '--proxy', '--port', '0', '--folder', folder.path], 2],
] as const;

test.each(
  servers.flatMap(([name, args, nothing]) =>
    (
      [
        ['patch', 1, /^patch.* 400 .*\n {2}breaking {2}request\.method /m],
        [
          'headers too large',
          1,
          /^PATCH.* 431 .*\n {2}breaking {2}request\.malformed {2}The request is not valid HTTP: its headers are too large\./m,
        ],
        [
          'TLS',
          3,
          /^(?:\? 400 {2}a request that cannot be read\n {2}|a request that cannot be read {2}400 {2}kept on this machine\. )It cannot be read as HTTP: it is TLS/m,
        ],
        ['patch on another path', nothing, /^patch +400 /m],
        ['nothing', nothing, /^/],
      ] as const
    ).map(([what, code, out]) => [name, what, args, code, out] as const),
  ),
)('%s, asked with %s, ends with the code of what that means', async (_name, what, args, code, out) => {
  const result = await run(args, what);
  expect(result.stdout).toMatch(out);
  expect(result.code).toBe(code);
});
