import { addToGroup } from '../../contracts/group-by.js';
import { byMoment } from '../traffic/recording.js';
import type { RecordedExchange } from './recorded-exchange.js';
import { anyBody, bodyKey, contentTypeKey, routeKey } from './same-request.js';

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

/** Recordings by the requests that they answer. */
export class RecordedAnswers {
  /** In the order of recording. */
  readonly inOrder: readonly RecordedExchange[];

  /** The exchanges that have not answered yet, by the keys of their requests. */
  private readonly waiting = new Map<string, RecordedExchange[]>();
  private readonly used = new Set<RecordedExchange>();

  /** @param exchanges as they were read. Of those recorded at the same time, the first one answers first. */
  constructor(
    readonly exchanges: readonly RecordedExchange[],
    private readonly repeats: Repeats,
  ) {
    this.inOrder = exchanges.toSorted(byMoment);
    for (const exchange of this.inOrder) {
      const { method, path, body, contentType } = exchange;
      addToGroup(this.waiting, keyOf(routeKey(method, path), bodyKey(body), contentType), exchange);
    }
  }

  /** The recorded exchange that answers a request; it counts as used. Undefined if no unused one exists. */
  take({ method, url, contentType, body }: ReplayRequest): RecordedExchange | undefined {
    const route = routeKey(method, url);
    for (const key of [bodyKey(body), bodyKey(anyBody)]) {
      // A recording without a content type answers only if no other does.
      for (const type of [contentType, undefined]) {
        const exchange = this.next(this.waiting.get(keyOf(route, key, type)) ?? []);
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

function keyOf(route: string, body: string, contentType: string | undefined): string {
  return JSON.stringify([route, contentTypeKey(contentType), body]);
}
