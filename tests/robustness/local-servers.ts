import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Judgement } from '../../contracts/judge/judge.js';
import { judgeUnparsed } from '../../contracts/judge/unparsed-request.js';
import { OutboundHttp } from '../../scripts/client/outbound-http.js';
import type { ServerLimits } from '../../scripts/http/local-server.js';
import { RecordingProxy } from '../../scripts/record/proxy-server.js';
import { GraphServer } from '../../scripts/serve/graph-server.js';

/** A server of ours on loopback. */
export interface LocalServer {
  readonly origin: string;
  /**
   * One entry for each request: `answered`, `refused`, `outside` for one that is neither judged nor forwarded; and of one that is not valid HTTP
   * the codes of its findings, or the reason why it is inconclusive.
   */
  readonly seen: string[];
  /** Unexpected errors. */
  readonly mistakes: unknown[];
  readonly close: () => Promise<void>;
}

function outcomeOf(judgement: Judgement): string {
  if (judgement.kind === 'judged') return judgement.findings.map(({ code }) => code).join();
  return judgement.kind === 'outside' ? 'outside' : judgement.reason;
}

export async function startServe(limits?: ServerLimits, host = '127.0.0.1'): Promise<LocalServer> {
  const [seen, mistakes]: [string[], unknown[]] = [[], []];
  const server = new GraphServer(
    () => ({ status: 200, headers: {}, body: '' }),
    ({ judgement }, { refused, unanswered, unread }) => {
      const isAnswered = refused === undefined && unanswered === undefined && unread === undefined;
      seen.push(isAnswered ? 'answered' : outcomeOf(judgement));
    },
    (error) => mistakes.push(error),
    { limits },
  );
  return { origin: await server.listen(0, host), seen, mistakes, close: () => server.close() };
}

export async function startProxy(limits?: ServerLimits): Promise<LocalServer> {
  const [seen, mistakes]: [string[], unknown[]] = [[], []];
  const graph = createServer((_, response) => response.end('{}'));
  await new Promise<void>((resolve) => graph.listen(0, '127.0.0.1', resolve));
  const { proxy, origin } = await RecordingProxy.listen(
    {
      graph: `http://127.0.0.1:${(graph.address() as AddressInfo).port}`,
      outbound: new OutboundHttp({}),
      observer: {
        onExchange: () => seen.push('answered'),
        onRefused: ({ url }) => seen.push(url === '' ? 'outside' : 'refused'),
        onUnparsed: (request) => seen.push(outcomeOf(judgeUnparsed(request))),
        onBrokenOff: () => undefined,
      },
      failed: (error) => mistakes.push(error),
      limits,
    },
    0,
  );
  const close = async (): Promise<void> => {
    await proxy.close(0);
    graph.closeAllConnections();
    await new Promise((resolve) => graph.close(resolve));
  };
  return { origin, seen, mistakes, close };
}
