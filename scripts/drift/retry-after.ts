import { headerOf, type Exchange } from '../../contracts/judge/exchange.js';

/**
 * How many milliseconds Graph asks to wait: seconds, also fractional ones, or a date. Undefined when it does not say, or says what nobody understands.
 * A date is taken from the date of the answer, where it has one: then a wrong clock on either side does not matter.
 * @param now milliseconds since 1970.
 */
export function retryAfter({ response }: Exchange, now: number): number | undefined {
  const headers = response?.headers ?? {};
  const asked = headerOf(headers, 'retry-after')?.trim() ?? '';
  if (/^\d+(?:\.\d+)?$/.test(asked)) return Number(asked) * 1000;
  const until = httpDate(asked);
  if (until === undefined) return undefined;
  return Math.max(0, until - (httpDate(headerOf(headers, 'date')?.trim() ?? '') ?? now));
}

/** Only what looks like a date of HTTP: `Date.parse` makes one of nearly anything that holds a number. */
function httpDate(text: string): number | undefined {
  const time = /^[A-Z][a-z]+, \d.*\d{2}:\d{2}:\d{2} GMT$/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}
