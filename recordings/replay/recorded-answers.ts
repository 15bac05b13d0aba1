import { addToGroup } from '../../contracts/group-by.js';
import { byMoment } from '../traffic/order-of-recording.js';
import type { RecordedExchange } from './recorded-exchange.js';
import { bodyKey, contentTypeKey, routeKey } from './same-request.js';

/** A request, as far as it is compared with recorded ones. */
export interface ReplayRequest {
  readonly method: string;
  /** Absolute, or from the path on. */
  readonly url: string;
  readonly contentType: string | undefined;
  /** The text of the body, or the JSON value of it; empty or undefined for none. */
  readonly body: unknown;
}

/** How often a recorded exchange answers: once; or without limit, if it is the last one for its request. */
export type Repeats = 'never' | 'last';

/** Stands for the body of a recording that answers a request with any body. */
export const anyBody = Symbol('any body');

/** Recordings by the requests that they answer. */
export class RecordedAnswers {
  /** In the order of recording. */
  readonly inOrder: readonly RecordedExchange[];

  /** The exchanges that have not answered yet, in the order of recording: by route, then by body, then by content type. */
  private readonly routes = new Map<string, Map<string | typeof anyBody, Map<string, RecordedExchange[]>>>();
  private readonly used = new Set<RecordedExchange>();

  /** @param exchanges as they were read. Of those recorded at the same moment, the first one answers first. */
  constructor(
    readonly exchanges: readonly RecordedExchange[],
    private readonly repeats: Repeats,
  ) {
    this.inOrder = exchanges.toSorted(byMoment);
    for (const exchange of this.inOrder) {
      const { method, path, body, contentType } = exchange;
      const byBody = within(this.routes, routeKey(method, path));
      addToGroup(within(byBody, exchange.anyBody ? anyBody : bodyKey(body)), contentTypeKey(contentType), exchange);
    }
  }

  /** The recorded exchange that answers a request; counts as used from now on. Undefined if there is none, or none is left. */
  take({ method, url, contentType, body }: ReplayRequest): RecordedExchange | undefined {
    const byBody = this.routes.get(routeKey(method, url));
    if (byBody === undefined) return undefined;
    for (const byType of [byBody.get(bodyKey(body)), byBody.get(anyBody)]) {
      // A recording without a content type answers only what no other one does.
      for (const type of [contentTypeKey(contentType), '']) {
        const exchange = this.next(byType?.get(type) ?? []);
        if (exchange !== undefined) return exchange;
      }
    }
    return undefined;
  }

  /** Those that have answered nothing so far, as they were read. */
  unused(): RecordedExchange[] {
    return this.exchanges.filter((exchange) => !this.used.has(exchange));
  }

  private next(exchanges: RecordedExchange[]): RecordedExchange | undefined {
    const exchange = this.repeats === 'last' && exchanges.length === 1 ? exchanges[0] : exchanges.shift();
    if (exchange !== undefined) this.used.add(exchange);
    return exchange;
  }
}

/** The map at a key, which is made if it is missing. */
function within<Outer, Inner, Value>(maps: Map<Outer, Map<Inner, Value>>, key: Outer): Map<Inner, Value> {
  const map = maps.get(key) ?? new Map<Inner, Value>();
  maps.set(key, map);
  return map;
}
