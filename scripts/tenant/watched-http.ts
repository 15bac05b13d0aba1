import { createRequire } from 'node:module';
import type { HttpClient, PipelineRequest, PipelineResponse } from '@azure/core-rest-pipeline';
import { systemErrorCode } from '../../recordings/files/system-error.js';
import { CannotRun } from '../verdict/exit-code.js';

/** Loads an optional package: only a sign-in needs these, and they are large. @throws CannotRun if it is not installed. */
export function azurePackage(name: string): unknown {
  try {
    return createRequire(__filename)(name);
  } catch (error) {
    if (systemErrorCode(error) !== 'MODULE_NOT_FOUND') throw error;
    throw new CannotRun(
      `Signing in needs ${name}, which is not installed. Install graph-assignment-contracts with its optional dependencies.`,
    );
  }
}

/** The outcome of the last request of a sign-in. It holds no id. */
export interface LastResponse {
  /** The code of a network error. */
  readonly failure?: string;
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

  /** @param timeoutMs milliseconds after which one request is given up. */
  constructor(timeoutMs = 15_000) {
    const { createDefaultHttpClient } = azurePackage('@azure/core-rest-pipeline') as typeof import('@azure/core-rest-pipeline');
    const inner = createDefaultHttpClient();
    this.client = { sendRequest: (request) => this.send(inner, request, timeoutMs) };
  }

  private async send(inner: HttpClient, request: PipelineRequest, timeoutMs: number): Promise<PipelineResponse> {
    // The library's own time-out keeps the process alive to its end, even after the response.
    const given = request.abortSignal as AbortSignal | undefined;
    const end = AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(given === undefined ? [] : [given])]);
    request.abortSignal = end;
    try {
      const response = await inner.sendRequest(request);
      this.last = { status: response.status, ...errorIn(response.bodyAsText ?? '') };
      // The library would wait for as long as the authority asks, even an hour. Longer retries are up to the run.
      for (const name of ['retry-after', 'retry-after-ms', 'x-ms-retry-after-ms']) response.headers.delete(name);
      return response;
    } catch (error) {
      // The library's error for an aborted request depends on how far the request had come.
      this.last = { failure: end.aborted ? 'TIMEOUT' : codeOf(error) };
      throw error;
    } finally {
      // A retry sends the same request object.
      delete request.abortSignal;
      if (given !== undefined) request.abortSignal = given;
    }
  }
}

function errorIn(body: string): Pick<LastResponse, 'entraCode' | 'busy'> {
  const entraCode = /\bAADSTS(\d{4,8})\b/.exec(body)?.[1];
  return { entraCode: entraCode === undefined ? undefined : Number(entraCode), busy: body.includes('"temporarily_unavailable"') };
}

function codeOf(error: unknown): string {
  const code = systemErrorCode(error);
  return /^[A-Z][A-Z0-9_]+$/.test(code) ? code : 'NETWORK_ERROR';
}
