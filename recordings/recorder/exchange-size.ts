import type { Exchange } from '../../contracts/judge/exchange.js';

/** What stands beside the bodies: the address and the headers. */
const besides = 1_000;

/** About how many bytes of memory an exchange takes as long as it waits. */
export function sizeOf({ request, response }: Exchange): number {
  return besides + lengthOf(request.body) + lengthOf(response?.body);
}

function lengthOf(body: unknown): number {
  if (typeof body === 'string') return body.length;
  if (body === undefined || body === null) return 0;
  try {
    return JSON.stringify(body).length;
  } catch {
    // What is no JSON is refused when it is redacted.
    return 0;
  }
}
