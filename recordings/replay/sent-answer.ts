import type { OwnIds } from './own-ids.js';
import type { RecordedExchange } from './recorded-exchange.js';

/** What a recorded exchange sends back: what was recorded, whole and decoded. */
export interface SentAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
  /** Empty for none. */
  readonly body: string;
}

/** Headers that tell how the recorded bytes travelled. These here travel in another way. */
const ofTheWay = new Set(['connection', 'content-encoding', 'content-length', 'keep-alive', 'transfer-encoding']);

/** The headers that hold URLs, and with them ids: `Location`, `Content-Location`. */
const urlName = /location$/i;

/** @param ownIds those of the client, where they take the place of the recorded ones. */
export function sentAnswer({ response }: RecordedExchange, ownIds?: OwnIds): SentAnswer {
  const headers: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(response.headers ?? {})) {
    if (ofTheWay.has(name.toLowerCase())) continue;
    const own = ownIds !== undefined && urlName.test(name) ? ownIds : undefined;
    if (own === undefined) headers[name] = typeof value === 'string' ? value : [...value];
    else headers[name] = typeof value === 'string' ? own.toOwn(value) : value.map((one) => own.toOwn(one));
  }
  return { status: response.status, headers, body: ownIds === undefined ? response.body : ownIds.bodyToOwn(response.body) };
}
