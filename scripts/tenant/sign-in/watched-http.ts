import type { HttpClient, PipelineRequest, PipelineResponse } from '@azure/core-rest-pipeline';
import { systemErrorCode } from '../../../recordings/files/system-error.js';
import { azurePackage } from './azure-package.js';

/** What the last request of a sign-in came to. All of it may be told: it holds no id. */
export interface LastAnswer {
  /** The code of an error of the network. */
  readonly failure?: string;
  readonly status?: number;
  /** The number of an error of Entra, from `AADSTS7000215`. */
  readonly entraCode?: number;
  /** The authority says that it is only busy. */
  readonly busy?: boolean;
}

/**
 * The HTTP client of a sign-in. It gives up a request in time, and remembers the last answer: the errors of the sign-in library come in many
 * shapes, and their messages hold ids, so that what went wrong is read from the wire in place of them.
 */
export class WatchedHttp {
  last: LastAnswer | undefined;
  readonly client: HttpClient;

  /** @param timeoutMs after how many milliseconds one request is given up. */
  constructor(timeoutMs = 15_000) {
    const { createDefaultHttpClient } = azurePackage('@azure/core-rest-pipeline') as typeof import('@azure/core-rest-pipeline');
    const inner = createDefaultHttpClient();
    this.client = { sendRequest: (request) => this.send(inner, request, timeoutMs) };
  }

  private async send(inner: HttpClient, request: PipelineRequest, timeoutMs: number): Promise<PipelineResponse> {
    // A time-out of the library's own keeps the process alive to its end, even when the request is long over.
    const given = request.abortSignal as AbortSignal | undefined;
    const end = AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(given === undefined ? [] : [given])]);
    request.abortSignal = end;
    try {
      const response = await inner.sendRequest(request);
      this.last = { status: response.status, ...saidBy(response.bodyAsText ?? '') };
      // The library would wait as long as it is told, be it an hour. It retries in seconds, or not at all: the run decides about more.
      for (const name of ['retry-after', 'retry-after-ms', 'x-ms-retry-after-ms']) response.headers.delete(name);
      return response;
    } catch (error) {
      // What the library makes of a request that was given up, depends on how far it had come.
      this.last = { failure: end.aborted ? 'TIMEOUT' : codeOf(error) };
      throw error;
    } finally {
      // The same request is sent again when it is retried.
      delete request.abortSignal;
      if (given !== undefined) request.abortSignal = given;
    }
  }
}

function saidBy(body: string): Pick<LastAnswer, 'entraCode' | 'busy'> {
  const entraCode = /\bAADSTS(\d{4,8})\b/.exec(body)?.[1];
  return { ...(entraCode === undefined ? {} : { entraCode: Number(entraCode) }), busy: body.includes('"temporarily_unavailable"') };
}

function codeOf(error: unknown): string {
  const code = systemErrorCode(error);
  return /^[A-Z][A-Z0-9_]+$/.test(code) ? code : 'NETWORK_ERROR';
}
