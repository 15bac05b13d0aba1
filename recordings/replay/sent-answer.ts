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

/** @param translated what becomes of each text that may hold ids; unless told, nothing. */
export function sentAnswer({ response }: RecordedExchange, translated: (text: string) => string = (text) => text): SentAnswer {
  const headers: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(response.headers ?? {})) {
    if (!ofTheWay.has(name.toLowerCase())) headers[name] = typeof value === 'string' ? translated(value) : value.map(translated);
  }
  return { status: response.status, headers, body: translated(response.body) };
}
