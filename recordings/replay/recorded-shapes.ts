import { addToGroup } from '../../contracts/group-by.js';
import type { Asked } from './recorded-answers.js';
import type { RecordedExchange } from './recorded-exchange.js';
import { anyBody, requestShape } from './request-shape.js';

/** A recorded exchange, and the ids in its request. */
export interface RecordedShape {
  readonly ids: readonly string[];
  readonly exchange: RecordedExchange;
}

/** Recordings by the shape of their requests, to find those that a request is the same as but for its ids, among however many. */
export class RecordedShapes {
  private readonly byKey = new Map<string, RecordedShape[]>();

  /** @param exchanges in the order in which they are to be found. */
  constructor(exchanges: readonly RecordedExchange[]) {
    for (const exchange of exchanges) {
      const { method, path, body } = exchange;
      const { key, ids } = requestShape(method, path, exchange.anyBody ? anyBody : body);
      addToGroup(this.byKey, key, { ids, exchange });
    }
  }

  /** The first of those with the shape of a request whose ids are accepted, and the ids of that request. Those that any body will do for come last. */
  find(
    { method, url, body }: Asked,
    accepts: (own: readonly string[], recorded: readonly string[]) => boolean,
  ): { readonly own: readonly string[]; readonly recorded: RecordedShape } | undefined {
    for (const sent of [body, anyBody]) {
      const { key, ids: own } = requestShape(method, url, sent);
      const recorded = this.byKey.get(key)?.find(({ ids }) => accepts(own, ids));
      if (recorded !== undefined) return { own, recorded };
    }
    return undefined;
  }
}
