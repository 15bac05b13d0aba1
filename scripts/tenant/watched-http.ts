import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { HttpClient, PipelineRequest, PipelineResponse, ProxySettings } from '@azure/core-rest-pipeline';
import { systemErrorCode } from '../../recordings/files/system-error.js';
import { networkFailureCode } from '../client/network-failure.js';
import type { OutboundHttp } from '../client/outbound-http.js';
import { ProxyFailure } from '../client/proxy-tunnel.js';
import { CannotRun } from '../verdict/exit-code.js';

/** The packages of a sign-in, in the versions that Node 20 runs. */
const azurePackages = '@azure/identity@4.13.1 @azure/logger@1.3.0 @azure/core-rest-pipeline@1.24.0';

/** Loads a package that users of a tenant install, beside this one or in the project where the command runs. @throws CannotRun if it is not installed. */
export function azurePackage(name: string): unknown {
  for (const from of [__filename, join(process.cwd(), 'package.json')]) {
    try {
      return createRequire(from)(name);
    } catch (error) {
      if (systemErrorCode(error) !== 'MODULE_NOT_FOUND') throw error;
    }
  }
  throw new CannotRun(`Cannot sign in: ${name} is not installed. Run: npm install --save-dev ${azurePackages}`);
}

/** The outcome of the last request of a sign-in. It holds no id. */
export interface LastResponse {
  /** The code of a network error. */
  readonly failure?: string;
  /** Why GitHub gave no token to exchange: the sign-in library hides errors of others. */
  readonly github?: Error;
  /** A sentence on what failed on the way through a proxy. */
  readonly proxyProblem?: string;
  readonly status?: number;
  /** The number of an Entra error, from `AADSTS7000215`. */
  readonly entraCode?: number;
  /** The authority reports that it is temporarily unavailable. */
  readonly busy?: boolean;
}

/**
 * The HTTP client of a sign-in, with a time-out. It keeps the last response, because the errors of the sign-in library have many shapes, and messages
 * with ids.
 */
export class WatchedHttp {
  last: LastResponse | undefined;
  readonly client: HttpClient;
  private readonly rest: typeof import('@azure/core-rest-pipeline');

  /** @param timeoutMs milliseconds after which one request is given up. */
  constructor(
    readonly outbound: OutboundHttp,
    private readonly timeoutMs = 15_000,
  ) {
    this.rest = azurePackage('@azure/core-rest-pipeline') as typeof import('@azure/core-rest-pipeline');
    this.client = { sendRequest: (request) => this.send(request) };
  }

  /** The proxy without its credentials, for the options of a credential. */
  get proxyOptions(): ProxySettings | undefined {
    const { proxy } = this.outbound;
    if (proxy === undefined) return undefined;
    const { protocol, hostname, port } = new URL(proxy.origin);
    return { host: `${protocol}//${hostname}`, port: Number(port === '' ? 80 : port) };
  }

  private async send(request: PipelineRequest): Promise<PipelineResponse> {
    const given = request.abortSignal as AbortSignal | undefined;
    const signal = AbortSignal.any([AbortSignal.timeout(this.timeoutMs), ...(given === undefined ? [] : [given])]);
    try {
      const response = await this.answer(request, signal);
      this.last = { status: response.status, ...errorIn(response.bodyAsText ?? '') };
      return response;
    } catch (error) {
      // An error for an aborted request depends on how far the request had come.
      const code = signal.aborted ? 'TIMEOUT' : codeOf(error);
      this.last = { failure: code, ...(error instanceof ProxyFailure && { proxyProblem: error.message }) };
      throw Object.assign(new Error('The request failed.'), { code });
    }
  }

  private async answer(request: PipelineRequest, signal: AbortSignal): Promise<PipelineResponse> {
    const { url, method, body } = request;
    if (!url.startsWith('https:') && !request.allowInsecureConnection) throw new Error('A sign-in needs HTTPS.');
    const headers = request.headers.toJSON({ preserveCase: true });
    // A sign-in sends texts only. `fetch` refuses a GET with one, even an empty one.
    const text = typeof body === 'string' && body !== '' ? body : undefined;
    const response = await this.outbound.fetch(url, { method, headers, body: text, redirect: 'manual', signal });
    const kept = [...response.headers].filter(([name]) => !waits.has(name));
    return {
      request,
      status: response.status,
      headers: this.rest.createHttpHeaders(Object.fromEntries(kept)),
      bodyAsText: await response.text(),
    };
  }
}

/** The library would wait for as long as the authority asks, even an hour. Longer retries are up to the run. */
const waits: ReadonlySet<string> = new Set(['retry-after', 'retry-after-ms', 'x-ms-retry-after-ms']);

function errorIn(body: string): Pick<LastResponse, 'entraCode' | 'busy'> {
  const entraCode = /\bAADSTS(\d{4,8})\b/.exec(body)?.[1];
  return { entraCode: entraCode === undefined ? undefined : Number(entraCode), busy: body.includes('"temporarily_unavailable"') };
}

/** A lost connection has one name in all HTTP clients of Node but one. The library repeats a request by that name. */
function codeOf(error: unknown): string {
  const code = networkFailureCode(error);
  return code === 'UND_ERR_SOCKET' ? 'ECONNRESET' : code;
}
