/** What Node refuses before any handler runs is told and judged: no misspelt update can hide behind broken HTTP. */
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import type { Judgement } from '../../contracts/judge/judge.js';
import { judgeUnparsed } from '../../contracts/judge/unparsed-request.js';
import { RecordingProxy } from '../../scripts/record/recording-proxy.js';
import { GraphServer } from '../../scripts/serve/graph-server.js';
import { finished, startCli, type CliResult } from '../run-cli.js';
import { TemporaryFolder } from '../recordings/temporary-folder.js';
import { rawRequests, type RawRequest } from './unparsed-requests.js';

interface Local {
  readonly origin: string;
  readonly close: () => Promise<void>;
}

let told: string[];
let others: number;
let mistakes: unknown[];
beforeEach(() => {
  [told, others, mistakes] = [[], 0, []];
});

function tell(judgement: Judgement): void {
  told.push(
    judgement.kind === 'judged'
      ? judgement.findings.map(({ code }) => code).join()
      : judgement.kind === 'outside'
        ? 'outside'
        : judgement.reason,
  );
}

async function serving(): Promise<Local> {
  const server = new GraphServer(
    () => ({ status: 200, headers: {}, body: '' }),
    ({ judgement }, { unread }) => {
      if (unread === undefined) others += 1;
      else tell(judgement);
    },
    (error) => mistakes.push(error),
  );
  return { origin: await server.listen(0, '127.0.0.1'), close: () => server.close() };
}

async function proxying(): Promise<Local> {
  const graph = createServer((_, response) => response.end('{}'));
  await new Promise<void>((resolve) => graph.listen(0, '127.0.0.1', resolve));
  const { proxy, origin } = await RecordingProxy.listen(
    {
      graph: `http://127.0.0.1:${(graph.address() as AddressInfo).port}`,
      observer: {
        onExchange: () => mistakes.push('something went to Graph'),
        onRefused: () => (others += 1),
        onUnparsed: (request) => {
          tell(judgeUnparsed(request));
        },
        onBrokenOff: () => undefined,
      },
      failed: (error) => mistakes.push(error),
    },
    0,
  );
  const close = async (): Promise<void> => {
    await proxy.close(0);
    graph.closeAllConnections();
    await new Promise((resolve) => graph.close(resolve));
  };
  return { origin, close };
}

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
  ['serve', serving, false],
  ['the proxy', proxying, true],
] as const)('%s', (_, start, isProxy) => {
  let local: Local;
  beforeEach(async () => {
    local = await start();
  });
  afterEach(() => local.close());

  // The proxy ends the connection of what it refuses: nothing is read behind that.
  const rows = rawRequests.filter(({ isBehind }) => !isProxy || !isBehind);
  test.each(rows.map((request) => [request.what, request] as const))('%s', async (_what, request) => {
    const answer = await ask(local.origin, request);
    const statuses = [...answer.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(([, status]) => Number(status));
    expect({ told, mistakes }).toEqual({ told: request.told === undefined ? [] : [request.told], mistakes: [] });
    expect({ statuses, others }).toEqual({ statuses: request.statuses, others: request.isBehind ? 1 : 0 });
  });

  test('an observer that fails is told of, and ends nothing', async () => {
    const push = jest.spyOn(told, 'push').mockImplementation(() => {
      throw new Error('a mistake');
    });
    const patch = `patch /v1.0/deviceManagement/deviceConfigurations/a/assignments/b HTTP/1.1\r\nHost: localhost\r\n\r\n`;
    for (let times = 0; times < 2; times += 1) expect(await ask(local.origin, { writes: [patch] })).toMatch(/^HTTP\/1\.1 400 /);
    expect(push).toHaveBeenCalledTimes(2);
    expect(mistakes).toHaveLength(2);
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

const folder = new TemporaryFolder();
afterAll(() => {
  folder.remove();
});
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
          /^(?:\? 400 {2}a request that cannot be read\n {2}|a request that cannot be read {2}400 {2}kept on this machine\. )It is not valid HTTP: it is TLS/m,
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
