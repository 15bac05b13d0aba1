import type { Exchange } from '../../contracts/judge/exchange.js';
import type { KnownSecrets } from './known-secrets.js';
import { redactBody } from './redact-body.js';
import { isKnownMethod, redactHeaders, redactWithheld } from './redact-headers.js';
import { RedactionError } from './redaction-error.js';
import { TextRules } from './text-rules.js';

/** The version of the rules in this folder, which each recording names. It grows when what is kept or how it is replaced changes. */
export const redactionVersion = 5;

/** Codes of errors on the way, as Node and its HTTP clients name them. */
const failureCode =
  /^(?:E[A-Z]{3,14}|UND_ERR_[A-Z_]{3,30}|ERR_(?:TLS|SSL|STREAM|HTTP2?|SOCKET|INVALID|CANCELED|NETWORK|BAD)[A-Z_]{0,30}|HPE_[A-Z_]{3,30}|CERT_[A-Z_]{3,30}|ABORT_ERR)$/;

/**
 * Replaces every secret in the exchanges of one recording session. One memory serves all exchanges and files: what was equal stays equal, in
 * URL, headers and bodies. It keeps what is known to be public, and replaces all else; what the judge finds in an exchange, it finds in what
 * this makes of it.
 */
export class Redactor {
  private readonly rules: TextRules;

  /** @param known what this session knows to be secret, however it looks. */
  constructor(known: KnownSecrets = { texts: [] }) {
    this.rules = new TextRules(known);
  }

  /**
   * The exchange without its secrets, and without its source, which may be named after one.
   * @throws RedactionError when it cannot be redacted as a whole. The error tells nothing of it.
   */
  redact(exchange: Exchange): Exchange {
    try {
      return this.redactWhole(exchange);
    } catch {
      throw new RedactionError();
    }
  }

  private redactWhole({ request, response, failure }: Exchange): Exchange {
    const rules = { url: (url: string) => this.rules.url(url), value: (text: string) => this.rules.value(text) };
    const { headers, withheld, redacted, bodyWithheld } = request;
    return {
      request: {
        method: redactMethod(request.method),
        url: this.rules.url(request.url),
        ...(headers === undefined ? {} : { headers: redactHeaders(headers, rules) }),
        ...(withheld === undefined ? {} : { withheld: redactWithheld(withheld) }),
        ...(redacted === undefined ? {} : { redacted }),
        ...(bodyWithheld === undefined ? {} : { bodyWithheld }),
        ...('body' in request ? { body: redactBody(request.body, this.rules) } : {}),
      },
      ...(response === undefined
        ? {}
        : {
            response: {
              status: response.status,
              ...(response.headers === undefined ? {} : { headers: redactHeaders(response.headers, rules) }),
              ...(response.bodyWithheld === undefined ? {} : { bodyWithheld: response.bodyWithheld }),
              ...('body' in response ? { body: redactBody(response.body, this.rules) } : {}),
            },
          }),
      ...(failure === undefined ? {} : { failure: failureCode.test(failure) ? failure : 'FAILED' }),
    };
  }
}

/** A finding quotes a word, and tells the length of anything else: the one is another word then, the other as long. */
function redactMethod(method: string): string {
  if (isKnownMethod(method)) return method;
  return /^[A-Za-z]{1,20}$/.test(method) ? 'REDACTED' : '-'.repeat(method.length);
}
