import { buildConnector, Pool, type Dispatcher } from 'undici';
import { failureCode } from '../../recordings/recorder/wire-exchange.js';
import { longestBody } from '../../recordings/traffic/decode-body.js';
import type { OutboundHttp } from '../client/outbound-http.js';

/** Headers about one connection and not about the message (RFC 9110, 7.6.1). */
const ofConnection = [
  'connection',
  'keep-alive',
  'proxy-connection',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];

const ofRequest: ReadonlySet<string> = new Set([...ofConnection, 'host', 'expect', 'content-length']);
const ofAnswer: ReadonlySet<string> = new Set([...ofConnection, 'content-length']);

/** The headers of a request that are forwarded to Graph: names and values in turn, as they came. */
export function toUpstream(raw: readonly string[]): string[] {
  return without(raw, ofRequest);
}

/** The headers of an answer that are forwarded to the client, with the length of its body. */
export function toClient(raw: readonly string[], length: number | undefined): string[] {
  const kept = without(raw, ofAnswer);
  if (length !== undefined) kept.push('content-length', String(length));
  return kept;
}

function without(raw: readonly string[], dropped: ReadonlySet<string>): string[] {
  const names = raw.map((_, at) => (raw[at - (at % 2)] ?? '').toLowerCase());
  // `Connection` may name further headers about the connection.
  const values = raw.filter((_, at) => at % 2 === 1 && names[at] === 'connection');
  const named = new Set(values.flatMap((value) => value.toLowerCase().split(',')).map((name) => name.trim()));
  return raw.filter((_, at) => !dropped.has(names[at] ?? '') && !named.has(names[at] ?? ''));
}

export interface UpstreamAnswer {
  readonly status: number;
  /** Names and values in turn, as they came. */
  readonly headers: readonly string[];
  readonly body: Buffer;
}

/** No complete answer came from Graph. */
export interface UpstreamFailure {
  readonly failure: string;
  readonly sentence: string;
  /** The beginning of an answer that is too long. */
  readonly begun?: Omit<UpstreamAnswer, 'body'>;
}

/** Graph, with a pool of connections. Redirects are not followed. */
export class Upstream {
  private readonly pool: Pool;

  /** @param origin of a Graph, or on loopback: the caller checks that. */
  constructor(
    private readonly origin: string,
    private readonly outbound: OutboundHttp,
    private readonly timeout = 100_000,
  ) {
    this.pool = new Pool(origin, { connections: 64, pipelining: 1, allowH2: false, ...outbound.connection(buildConnector) });
  }

  send(method: string, path: string, headers: string[], body: Buffer): Promise<UpstreamAnswer | UpstreamFailure> {
    return new Promise((resolve) => {
      const chunks: Buffer[] = [];
      let size = 0;
      let begun = { status: 0, headers: [] as readonly string[] };
      this.pool.dispatch(
        { method, path, headers, body: body.length === 0 ? null : body, headersTimeout: this.timeout, bodyTimeout: this.timeout },
        {
          onRequestStart: () => undefined,
          onResponseStart: ({ rawHeaders }, status) => {
            begun = { status, headers: textsOf(rawHeaders) };
          },
          onResponseData: (controller, chunk) => {
            size += chunk.length;
            chunks.push(chunk);
            if (size <= longestBody) return;
            resolve({ failure: 'ERR_HTTP_BODY_TOO_LARGE', sentence: 'The answer of Graph is longer than 4 MiB.', begun });
            controller.abort(new Error('The answer is too long.'));
          },
          onResponseEnd: () => {
            resolve({ ...begun, body: Buffer.concat(chunks) });
          },
          onResponseError: (_, error) => {
            resolve(this.failureOf(error));
          },
        },
      );
    });
  }

  async close(): Promise<void> {
    await this.pool.destroy();
  }

  private failureOf(error: unknown): UpstreamFailure {
    const { code, message } = this.outbound.proxyFailure(this.origin, error) ?? {};
    const failure = code ?? failureCode(error);
    return { failure, sentence: message ?? `Graph could not be reached, or broke off its answer (${failure}).` };
  }
}

function textsOf(raw: Dispatcher.DispatchController['rawHeaders']): string[] {
  const list = Array.isArray(raw) ? (raw as readonly (Buffer | string)[]) : [];
  return list.map((one) => (typeof one === 'string' ? one : one.toString('latin1')));
}
