import { Pool, type Dispatcher } from 'undici';
import { longestBody } from '../../../recordings/traffic/longest-body.js';

/** What came back from Graph, as it stood on the wire. */
export interface UpstreamAnswer {
  readonly status: number;
  /** Names and values in turn. */
  readonly headers: readonly string[];
  readonly body: Buffer;
}

/** Why nothing came back, or not the whole of it. */
export class UpstreamFailure extends Error {
  override readonly name = 'UpstreamFailure';

  constructor(
    readonly code: string,
    readonly sentence: string,
    /** What came of an answer that is too long to be taken. */
    readonly begun?: Pick<UpstreamAnswer, 'status' | 'headers'>,
  ) {
    super(sentence);
  }
}

/** Graph, and the connections to it, which are kept and used again. Nothing but what is asked here goes there; redirects are not followed. */
export class Upstream {
  private readonly pool: Pool;

  /** @param origin must be that of a Graph, or on loopback: the caller checks that. */
  constructor(
    origin: string,
    private readonly timeout = 100_000,
  ) {
    this.pool = new Pool(origin, { connections: 64, pipelining: 1, allowH2: false });
  }

  /** @throws UpstreamFailure. */
  ask(method: string, path: string, headers: string[], body: Buffer | undefined): Promise<UpstreamAnswer> {
    return new Promise((resolve, reject) => {
      const chunks: Buffer[] = [];
      let size = 0;
      let status = 0;
      let raw: readonly string[] = [];
      this.pool.dispatch(
        {
          method,
          path,
          headers,
          body: body ?? null,
          headersTimeout: this.timeout,
          bodyTimeout: this.timeout,
        },
        {
          onRequestStart: () => undefined,
          onResponseStart: (controller, statusCode) => {
            status = statusCode;
            raw = textsOf(controller.rawHeaders);
          },
          onResponseData: (controller, chunk) => {
            size += chunk.length;
            if (size > longestBody)
              controller.abort(
                new UpstreamFailure('ERR_HTTP_BODY_TOO_LARGE', 'The answer of Graph is longer than 4 MiB.', { status, headers: raw }),
              );
            else chunks.push(chunk);
          },
          onResponseEnd: () => {
            resolve({ status, headers: raw, body: joined(chunks) });
          },
          onResponseError: (_, error) => {
            reject(error instanceof UpstreamFailure ? error : failureOf(error));
          },
        },
      );
    });
  }

  async close(): Promise<void> {
    await this.pool.destroy();
  }
}

/** Nearly every body comes in one piece. */
function joined(chunks: readonly Buffer[]): Buffer {
  const [only] = chunks;
  return only !== undefined && chunks.length === 1 ? only : Buffer.concat(chunks);
}

function textsOf(raw: Dispatcher.DispatchController['rawHeaders']): string[] {
  return Array.isArray(raw)
    ? (raw as readonly (Buffer | string)[]).map((one) => (typeof one === 'string' ? one : one.toString('latin1')))
    : [];
}

/** By its code: a message may hold a host. */
function failureOf(error: unknown): UpstreamFailure {
  const { code, cause } = (error ?? {}) as { readonly code?: unknown; readonly cause?: { readonly code?: unknown } };
  const known = [code, cause?.code].find((one) => typeof one === 'string');
  const shown = typeof known === 'string' ? known : 'FAILED';
  return new UpstreamFailure(shown, `Graph could not be reached, or broke off its answer (${shown}).`);
}
