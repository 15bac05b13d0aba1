import { headerOf, type Exchange } from '../../../contracts/judge/exchange.js';
import { inconclusiveReasonIn } from '../../../contracts/judge/inconclusive-answer.js';
import { certificateError } from '../../client/network-failure.js';
import type { Clock } from './clock.js';

/** `twice`: a passing problem would be gone after two more attempts. `never`: a retry changes nothing. */
export type RetryPolicy = 'within-budget' | 'twice' | 'never';

export interface RetryAdvice {
  readonly policy: RetryPolicy;
  /** Whether Graph may have carried out the request: then an update is not repeated before a read-back. */
  readonly mayBeDone: boolean;
}

/** A proxy that refuses a host, or the credentials for it. */
const refusedByProxy = /^PROXY_4\d\d$/;

const lastingFailures = new Set(['BODY_TOO_LARGE', 'ERR_INVALID_URL', 'UND_ERR_INVALID_ARG', 'SIGN_IN_REFUSED', 'REQUEST_LIMIT']);

/** Whether to repeat a request. Only an inconclusive exchange is ever retried. */
export function retryAdvice(exchange: Exchange): RetryAdvice {
  const reason = inconclusiveReasonIn(exchange);
  switch (reason) {
    case 'throttled':
      return { policy: 'within-budget', mayBeDone: false };
    // A new token may help; another refusal is final.
    case 'unauthorized':
      return { policy: 'twice', mayBeDone: false };
    // fetch itself repeats an update after 421.
    case 'misdirected':
      return { policy: 'twice', mayBeDone: true };
    case 'outage':
      return { policy: outagePolicy(exchange), mayBeDone: true };
    // After a conflict another client is changing the assignment: overwriting it is not for us.
    default:
      return { policy: 'never', mayBeDone: false };
  }
}

function outagePolicy({ response, failure = '' }: Exchange): RetryPolicy {
  const lasting =
    response === undefined
      ? // Certificates last longer than minutes too.
        certificateError.test(failure) || refusedByProxy.test(failure) || lastingFailures.has(failure)
      : response.status === 501 || response.status === 505;
  return lasting ? 'twice' : 'within-budget';
}

/**
 * The milliseconds that Graph asks to wait, from whole or fractional seconds or a date. Undefined if the header is missing or malformed.
 * A date is compared with the date of the response if there is one, so clocks may differ.
 * @param now milliseconds since 1970.
 */
export function retryAfter({ response }: Exchange, now: number): number | undefined {
  const valueOf = (name: string): string => headerOf(response?.headers ?? {}, name)?.trim() ?? '';
  const value = valueOf('retry-after');
  if (/^\d+(?:\.\d+)?$/.test(value)) return Number(value) * 1000;
  const until = httpDate(value);
  return until === undefined ? undefined : Math.max(0, until - (httpDate(valueOf('date')) ?? now));
}

/** `Date.parse` accepts nearly any text with a number, so the form is checked first. */
function httpDate(text: string): number | undefined {
  const time = /^[A-Z][a-z]+, \d.*\d{2}:\d{2}:\d{2} GMT$/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

export interface RetryLimits {
  /** Milliseconds for all waits and failed attempts together. */
  readonly budget: number;
  readonly mayRequest: () => boolean;
  /** Ends each wait, and allows no further one. */
  readonly stop?: AbortSignal;
}

/** The back-off starts at a second, doubles each time, and never exceeds a minute unless Graph asks for it. */
const [firstBackOff, longestBackOff] = [1_000, 60_000];

/** The time for retries of consecutive steps: spent once, it is gone. */
export class RetryBudget {
  private spent = 0;

  constructor(
    private readonly clock: Clock,
    private readonly limits: RetryLimits,
  ) {}

  /**
   * Waits before a retry.
   * @param attempt counts the attempts of this step from 1.
   * @param begun when this attempt began.
   * @returns false, at once, if there is to be no retry.
   */
  async wait(exchange: Exchange, attempt: number, begun: number, policy = retryAdvice(exchange).policy): Promise<boolean> {
    const { budget, mayRequest, stop } = this.limits;
    if (policy === 'never') return false;
    const now = this.clock.now();
    this.spent += now - begun;
    if (policy === 'twice' && attempt > 2) return false;
    const delay = Math.max(this.backOff(attempt), retryAfter(exchange, now) ?? 0);
    if (isAborted(stop) || !mayRequest() || this.spent + delay > budget) return false;
    await this.clock.sleep(delay, stop);
    this.spent += delay;
    return !isAborted(stop);
  }

  /** Half of it is random, so that runs throttled together do not return together. */
  private backOff(attempt: number): number {
    const whole = Math.min(longestBackOff, firstBackOff * 2 ** (attempt - 1));
    return whole / 2 + (whole / 2) * this.clock.random();
  }
}

/** A function, because the compiler assumes that the signal cannot change during a wait. */
function isAborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}
