import type { Headers } from '../../../contracts/judge/exchange.js';
import type { WireExchange } from '../wire-exchange.js';

/** A request that was seen. What takes time to find out is asked for only if its path is one of ours. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly origin: () => string;
  readonly headers: () => Headers;
}

/** Says whether an exchange is wanted, and what takes note of it. */
export type Watch = (request: SeenRequest) => WireExchange | undefined;
