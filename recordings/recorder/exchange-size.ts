import type { Exchange } from '../../contracts/judge/exchange.js';

/** What stands beside the bodies: the address and the headers. */
const besides = 1_000;

/** About how many bytes of memory an exchange takes as long as it waits. */
export function sizeOf({ request, response }: Exchange): number {
  return besides + lengthOf(request.body) + lengthOf(response?.body);
}

function lengthOf(body: unknown): number {
  return typeof body === 'string' ? body.length : 0;
}
