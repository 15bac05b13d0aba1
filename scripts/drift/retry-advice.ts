import type { InconclusiveReason } from '../../contracts/judge/codes.js';
import type { Exchange } from '../../contracts/judge/exchange.js';
import { inconclusiveReasonIn } from '../../contracts/judge/inconclusive-answer.js';

/** `patient`: it may pass within minutes. `brief`: it passes at once or not at all, so two more attempts are enough. `hopeless`: waiting changes nothing. */
export type Hope = 'patient' | 'brief' | 'hopeless';

/** What can be expected of asking again. */
export interface Prospect {
  readonly reason: InconclusiveReason;
  readonly hope: Hope;
  /** Whether Graph may have done what was asked though its answer does not say so: then nothing is sent again before a read-back. */
  readonly mayBeDone: boolean;
}

/** Failures of a certificate: it does not heal in minutes. (Codes of Node and OpenSSL.) */
const certificate = /CERT|SELF_SIGNED|UNABLE_TO_(?:GET|VERIFY)|ERR_TLS/;

/** Failures that would only come again. */
const stays = new Set(['BODY_TOO_LARGE', 'ERR_INVALID_URL', 'UND_ERR_INVALID_ARG', 'SIGN_IN_REFUSED', 'REQUEST_LIMIT']);

/** What an exchange that says nothing promises for the next one. Undefined when it does say something: then there is nothing to wait for. */
export function prospectOf(exchange: Exchange): Prospect | undefined {
  const reason = inconclusiveReasonIn(exchange);
  switch (reason) {
    // The last three are of inputs, and of servers of our own.
    case undefined:
    case 'not-found':
    case 'too-complex':
    case 'unknown-batch':
    case 'unreadable':
      return undefined;
    // Answered before anything was done. A token that has run out is replaced by a fresh one; another refusal stays what it is.
    case 'throttled':
      return { reason, hope: 'patient', mayBeDone: false };
    case 'unauthorized':
      return { reason, hope: 'brief', mayBeDone: false };
    case 'forbidden':
      return { reason, hope: 'hopeless', mayBeDone: false };
    // Somebody else changes the assignment: what was read before is not what they expect to find afterwards.
    case 'conflict':
      return { reason, hope: 'hopeless', mayBeDone: false };
    // fetch sends an update again by itself after 421.
    case 'misdirected':
      return { reason, hope: 'brief', mayBeDone: true };
    case 'outage':
      return { reason, hope: hopeInOutage(exchange), mayBeDone: true };
    default:
      reason satisfies never;
      return undefined;
  }
}

function hopeInOutage({ response, failure = '' }: Exchange): Hope {
  if (response !== undefined) return response.status === 501 || response.status === 505 ? 'brief' : 'patient';
  return certificate.test(failure) || stays.has(failure) ? 'brief' : 'patient';
}
