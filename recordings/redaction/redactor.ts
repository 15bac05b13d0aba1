import type { Exchange } from '../../contracts/judge/exchange.js';
import { redactBody } from './redact-body.js';
import { isKnownMethod, redactHeaders, redactWithheld } from './redact-headers.js';
import { TextRules } from './text-rules.js';

/** The version of the redaction rules, which each recording names. It grows when they keep or replace something else. */
export const redactionVersion = 6;

/** An exchange that could not be redacted. The message and the cause never quote it. */
export class RedactionError extends Error {
  override readonly name = 'RedactionError';

  constructor() {
    super(
      'An exchange could not be redacted, so nothing of it was kept. Its body may nest too deep, or hold a value that JSON cannot express.',
    );
  }
}

/** The deepest JSON in a body: far deeper than any of Graph, and within the stack limit of recursive steps. */
const deepest = 1_000;

/** Whether a JSON text nests too deep to be redacted and scanned. Brackets in strings do not count. */
export function nestsTooDeep(body: unknown): boolean {
  if (typeof body !== 'string') return false;
  let depth = 0;
  for (const [bracket] of body.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"|[[\]{}]/gs)) {
    if (bracket === '[' || bracket === '{') depth += 1;
    else if (bracket === ']' || bracket === '}') depth -= 1;
    if (depth > deepest) return true;
  }
  return false;
}

/** Codes of network errors of Node and its HTTP clients. */
const failureCode =
  /^(?:E[A-Z]{3,14}|UND_ERR_[A-Z_]{3,30}|ERR_(?:TLS|SSL|STREAM|HTTP2?|SOCKET|INVALID|CANCELED|NETWORK|BAD)[A-Z_]{0,30}|HPE_[A-Z_]{3,30}|CERT_[A-Z_]{3,30}|ABORT_ERR)$/;

/**
 * Replaces every secret in the exchanges of one recording session. It keeps only known public values. Equal values get the same placeholder in URL,
 * headers and bodies. The judge finds the same in the result as in the original.
 */
export class Redactor {
  private readonly rules: TextRules;

  /** @param secrets what must be replaced even where it looks public. */
  constructor(secrets: readonly string[] = []) {
    this.rules = new TextRules(secrets);
  }

  /**
   * The exchange without its secrets, and without its source, which may be named after one.
   * @throws RedactionError if it cannot be redacted as a whole.
   */
  redact(exchange: Exchange): Exchange {
    try {
      return this.redactWhole(exchange);
    } catch {
      throw new RedactionError();
    }
  }

  private redactWhole({ request, response, failure }: Exchange): Exchange {
    const { method, url, headers, withheld, redacted, bodyWithheld } = request;
    return {
      request: {
        method: redactMethod(method),
        url: this.rules.url(url),
        headers: headers && redactHeaders(headers, this.rules),
        withheld: withheld && redactWithheld(withheld),
        redacted,
        bodyWithheld,
        body: redactBody(request.body, this.rules),
      },
      response: response && {
        status: response.status,
        headers: response.headers && redactHeaders(response.headers, this.rules),
        bodyWithheld: response.bodyWithheld,
        body: redactBody(response.body, this.rules),
      },
      failure: failure === undefined ? undefined : failureCode.test(failure) ? failure : 'FAILED',
    };
  }
}

/** Findings quote words and give the length of other texts, so a word becomes a word, and other text keeps its length. */
function redactMethod(method: string): string {
  if (isKnownMethod(method)) return method;
  return /^[A-Za-z]{1,20}$/.test(method) ? 'REDACTED' : '-'.repeat(method.length);
}
