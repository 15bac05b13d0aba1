import type { ApiVersion, Contract } from '../../contracts/contract.js';
import type { Exchange, ExchangeResponse } from '../../contracts/judge/exchange.js';
import { isObject } from '../../contracts/json-value.js';
import { longestBody } from '../../recordings/traffic/decode-body.js';
import { assignmentPath, type AssignmentIds } from './assignment.js';
import { assertSafeBaseUrl } from './base-url.js';
import { ClientError } from './client-error.js';
import { RequestGuard, type AllowedAssignment } from './request-guard.js';
import { NoToken, type TokenSource } from './token-source.js';
import { updateBody } from './update-body.js';

export interface GraphClientOptions {
  /** Scheme, host and port of Graph, such as `https://graph.microsoft.com`. Plain HTTP is taken for loopback only. */
  readonly baseUrl: string;
  /** Gives the access token of one request. It goes to `baseUrl` and nowhere else, and into no exchange. */
  readonly token: TokenSource;
  /** The assignments that may be addressed; unless told, everything on loopback, and nothing elsewhere. */
  readonly allowed?: readonly AllowedAssignment[];
  /** The most requests that are sent, of whatever kind. 1,000 unless told. */
  readonly requestLimit?: number;
  /** After how many milliseconds a request is given up. 30,000 unless told. */
  readonly timeoutMs?: number;
}

/** What an exchange holds in place of the token. */
const tokenPlaceholder = '{token}';

/** Real tokens are ten times as long. What is shorter is made up, and may stand in an answer as a word of its own. */
const shortestToken = 64;

/**
 * Reads and updates one assignment: a token goes in, an exchange comes out. Weather is no exception: an exchange without a response says
 * with `failure` what happened. Redirects are not followed.
 */
export class GraphClient {
  private readonly origin: string;
  private readonly token: TokenSource;
  private readonly guard: RequestGuard;
  private readonly timeoutMs: number;
  /** Graph did not take the last token: the next request needs another. */
  private needsFreshToken = false;

  /** @throws ClientError when the base URL would send a token in clear; Refused when it is not that of a Graph. */
  constructor(options: GraphClientOptions) {
    this.origin = assertSafeBaseUrl(options.baseUrl);
    this.token = options.token;
    this.guard = new RequestGuard(this.origin, options.allowed, options.requestLimit);
    this.timeoutMs = options.timeoutMs ?? 30_000;
  }

  /** GET of one assignment. @throws ClientError when an id is empty, or the token cannot be sent; Refused when the assignment may not be addressed, or the limit is reached. */
  async read(contract: Contract, version: ApiVersion, ids: AssignmentIds): Promise<Exchange> {
    return this.send('GET', assignmentPath(contract, version, ids));
  }

  /** The documented update: sends the target, and the type of the object. @throws ClientError as `read` does. */
  async update(contract: Contract, version: ApiVersion, ids: AssignmentIds, target: Readonly<Record<string, unknown>>): Promise<Exchange> {
    return this.send(contract.method, assignmentPath(contract, version, ids), JSON.stringify(updateBody(contract, target)));
  }

  private async send(method: string, path: string, body?: string): Promise<Exchange> {
    const url = `${this.origin}${path}`;
    const headers = { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
    const request = {
      method,
      url,
      headers: { ...headers, authorization: `Bearer ${tokenPlaceholder}` },
      ...(body === undefined ? {} : { body }),
    };
    this.guard.pass(method, url);
    const token = await this.tokenOrFailure();
    if (typeof token !== 'string') return { request, ...token };
    try {
      // The global is looked up at each call: an interceptor that is set up later is not bypassed.
      const response = await globalThis.fetch(url, {
        method,
        headers: { ...headers, authorization: `Bearer ${token}` },
        redirect: 'manual',
        signal: AbortSignal.timeout(this.timeoutMs),
        ...(body === undefined ? {} : { body }),
      });
      this.needsFreshToken = response.status === 401;
      return { request, response: withoutToken(await readResponse(response), token) };
    } catch (error) {
      return { request, failure: failureCode(error) };
    }
  }

  private async tokenOrFailure(): Promise<string | { readonly failure: string }> {
    try {
      return sendable(await this.token({ fresh: this.needsFreshToken }));
    } catch (error) {
      if (error instanceof NoToken) return { failure: error.code };
      throw error;
    }
  }
}

async function readResponse(response: Response): Promise<ExchangeResponse> {
  const body = await readCapped(response, longestBody);
  return { status: response.status, headers: Object.fromEntries(response.headers), ...(body === '' ? {} : { body }) };
}

/** A token that no header can hold, as one with a line end from a command's output, would fail like a broken network. */
function sendable(token: string): string {
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw new ClientError('The access token is empty, or has a space, a line end or another character that no token has.');
}

/** A server on the way may send back what it was sent. */
function withoutToken(response: ExchangeResponse, token: string): ExchangeResponse {
  if (token.length < shortestToken) return response;
  const { body, headers = {} } = response;
  const cleaned = Object.entries(headers).map(([name, value]) => [name, String(value).replaceAll(token, tokenPlaceholder)] as const);
  return {
    ...response,
    headers: Object.fromEntries(cleaned),
    ...(typeof body === 'string' ? { body: body.replaceAll(token, tokenPlaceholder) } : {}),
  };
}

/** The code of what went wrong: never a message, which may hold a host or an id. */
function failureCode(error: unknown): string {
  // By their looks: errors of fetch are made elsewhere, and may be instances of another Error than the one here.
  for (let at = error; isObject(at); at = at['cause']) {
    const { code, name } = at;
    if (typeof code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(code)) return code;
    if (name === 'TimeoutError') return 'TIMEOUT';
  }
  return 'NETWORK_ERROR';
}

/** A body that is longer than anything that is worth reading. Its code takes the place of the answer. */
class BodyTooLarge extends Error {
  readonly code = 'BODY_TOO_LARGE';
}

/** Reads a body as UTF-8 text, keeping a byte order mark, and stops at `limit` bytes. */
async function readCapped(response: Response, limit: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Node's web streams can be iterated; its types for fetch do not say so.
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > limit) throw new BodyTooLarge();
    chunks.push(chunk);
  }
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(Buffer.concat(chunks));
}
