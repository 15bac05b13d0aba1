import { createRequire } from 'node:module';
import type { HttpClient } from '@azure/core-rest-pipeline';
import { systemErrorCode } from '../../../recordings/system-error.js';

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

/** After how many milliseconds one request of the sign-in is given up. */
const requestTimeout = 15_000;

/**
 * The HTTP client of a sign-in. It gives up a request in time, and remembers the last answer: the errors of the sign-in library come in many
 * shapes, and their messages hold ids, so that what went wrong is read from the wire in place of them.
 */
export class WatchedHttp {
  last: LastAnswer | undefined;
  readonly client: HttpClient;

  constructor() {
    const { createDefaultHttpClient } = createRequire(__filename)(
      '@azure/core-rest-pipeline',
    ) as typeof import('@azure/core-rest-pipeline');
    const inner = createDefaultHttpClient();
    this.client = {
      sendRequest: async (request) => {
        request.timeout = requestTimeout;
        try {
          const response = await inner.sendRequest(request);
          this.last = { status: response.status, ...saidBy(response.bodyAsText ?? '') };
          return response;
        } catch (error) {
          this.last = { failure: codeOf(error) };
          throw error;
        }
      },
    };
  }
}

function saidBy(body: string): Pick<LastAnswer, 'entraCode' | 'busy'> {
  const entraCode = /\bAADSTS(\d{4,8})\b/.exec(body)?.[1];
  return { ...(entraCode === undefined ? {} : { entraCode: Number(entraCode) }), busy: body.includes('"temporarily_unavailable"') };
}

/** A request that was given up looks like one that somebody stopped; nobody else does. */
function codeOf(error: unknown): string {
  if (error instanceof Error && error.name === 'AbortError') return 'TIMEOUT';
  const code = systemErrorCode(error);
  return /^[A-Z][A-Z0-9_]+$/.test(code) ? code : 'NETWORK_ERROR';
}
