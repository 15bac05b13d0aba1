import type { ApiVersion, Contract } from '../../contracts/contract.js';
import type { Exchange, ExchangeResponse } from '../../contracts/judge/exchange.js';
import type { JsonObject } from '../../contracts/json-value.js';
import { longestBody } from '../../recordings/traffic/decode-body.js';
import { CannotRun } from '../verdict/exit-code.js';
import { assignmentPath, updateBody, type AssignmentIds, type ConfiguredAssignment } from './assignment.js';
import { assertSafeBaseUrl } from './base-url.js';
import { networkFailureCode } from './network-failure.js';
import { RequestGuard } from './request-guard.js';

/**
 * Gives the access token of one request, or a code such as `SIGN_IN_OUTAGE` that replaces the response in the exchange.
 * @param options.fresh true if Graph rejected the last token: a cached one will not do.
 * @throws any error that ends the run.
 */
export type TokenSource = (options?: { readonly fresh?: boolean }) => Promise<string | { readonly failure: string }>;

export interface GraphClientOptions {
  /** Scheme, host and port of Graph, such as `https://graph.microsoft.com`. Plain HTTP is allowed on loopback only. */
  readonly baseUrl: string;
  /** The token goes to `baseUrl` and nowhere else, and into no exchange. */
  readonly token: TokenSource;
  /** The assignments that may be addressed. Defaults to everything on loopback, and nothing elsewhere. */
  readonly allowed?: readonly ConfiguredAssignment[];
  /** The most requests of any kind; 1,000 by default. */
  readonly requestLimit?: number;
  /** Milliseconds after which a request is given up; 30,000 by default. */
  readonly timeoutMs?: number;
  /** Sends the requests; by default the global `fetch`, which is looked up at each call, so that an interceptor installed later is not bypassed. */
  readonly fetch?: (url: string, init: RequestInit) => Promise<FetchResponse>;
}

/** What is used of a response, whichever `fetch` it comes from. */
export type FetchResponse = Pick<Response, 'status' | 'headers' | 'body' | 'text'>;

/** Reads and updates assignments. */
export type AssignmentClient = Pick<GraphClient, 'read' | 'update'>;

/** Stands in an exchange in place of the token. */
const tokenPlaceholder = '{token}';

/** Characters of a token that is looked for in answers. Real tokens are ten times as long; a shorter one is made up, and may be an ordinary word. */
const shortestToken = 64;

/** Sends requests and returns exchanges. One without a response names the `failure`; network errors are never thrown. Redirects are not followed. */
export class GraphClient {
  private readonly origin: string;
  private readonly guard: RequestGuard;
  /** Graph rejected the last token. */
  private needsFreshToken = false;

  /** @throws CannotRun if the base URL would expose a token; Refused if it is not that of a Graph. */
  constructor(private readonly options: GraphClientOptions) {
    this.origin = assertSafeBaseUrl(options.baseUrl);
    this.guard = new RequestGuard(this.origin, options.allowed, options.requestLimit);
  }

  /** GET of one assignment. @throws CannotRun if an id or the token is malformed; Refused if the assignment is not allowed, or the limit is reached. */
  async read(contract: Contract, version: ApiVersion, ids: AssignmentIds): Promise<Exchange> {
    return this.send('GET', assignmentPath(contract, version, ids));
  }

  /** The documented update: sends the members that it sets, and the type of the object. @throws as `read`. */
  async update(contract: Contract, version: ApiVersion, ids: AssignmentIds, members: JsonObject): Promise<Exchange> {
    return this.send(contract.method, assignmentPath(contract, version, ids), JSON.stringify(updateBody(contract, members)));
  }

  private async send(method: string, path: string, body?: string): Promise<Exchange> {
    const url = `${this.origin}${path}`;
    const headersWith = (token: string): Record<string, string> => ({
      accept: 'application/json',
      ...(body !== undefined && { 'content-type': 'application/json' }),
      authorization: `Bearer ${token}`,
    });
    const request = { method, url, headers: headersWith(tokenPlaceholder), ...(body !== undefined && { body }) };
    this.guard.pass(method, url);
    const token = await this.options.token({ fresh: this.needsFreshToken });
    if (typeof token !== 'string') return { request, ...token };
    assertSendable(token);
    try {
      const response = await (this.options.fetch ?? globalThis.fetch)(url, {
        method,
        headers: headersWith(token),
        redirect: 'manual',
        signal: AbortSignal.timeout(this.options.timeoutMs ?? 30_000),
        body,
      });
      this.needsFreshToken = response.status === 401;
      return { request, response: withoutToken(await readResponse(response), token) };
    } catch (error) {
      return { request, failure: networkFailureCode(error) };
    }
  }
}

/** A malformed token, such as one with the line end of a command's output, would look like a network failure. */
function assertSendable(token: string): void {
  if (!/^[\x21-\x7e]+$/.test(token))
    throw new CannotRun('The access token is empty, or has a space, a line end or another character that no token has.');
}

/** A server on the way may echo the token. */
function withoutToken(response: ExchangeResponse, token: string): ExchangeResponse {
  if (token.length < shortestToken) return response;
  const { body, headers = {} } = response;
  const cleaned = Object.entries(headers).map(([name, value]) => [name, String(value).replaceAll(token, tokenPlaceholder)]);
  return {
    ...response,
    headers: Object.fromEntries(cleaned) as Record<string, string>,
    ...(typeof body === 'string' && { body: body.replaceAll(token, tokenPlaceholder) }),
  };
}

/** Reads a body as UTF-8 text, byte order mark included. @throws an error with the code BODY_TOO_LARGE. */
async function readResponse(response: FetchResponse): Promise<ExchangeResponse> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Node's web streams can be iterated; its types for fetch do not say so.
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > longestBody) throw Object.assign(new Error('The body is too large.'), { code: 'BODY_TOO_LARGE' });
    chunks.push(chunk);
  }
  const body = new TextDecoder('utf-8', { ignoreBOM: true }).decode(Buffer.concat(chunks));
  return { status: response.status, headers: Object.fromEntries(response.headers), ...(body !== '' && { body }) };
}
