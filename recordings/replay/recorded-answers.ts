import { addToGroup } from '../../contracts/group-by.js';
import { byMoment } from '../traffic/order-of-recording.js';
import { bodyKey, bodyValue, contentTypeKey, keyOfValue, routeKey, sameJson } from './same-request.js';
import type { RecordedExchange } from './recorded-exchange.js';

/** A request, as far as it is compared with recorded ones. */
export interface Asked {
  readonly method: string;
  /** Absolute, or from the path on. */
  readonly url: string;
  readonly contentType: string | undefined;
  /** The text of the body, or the JSON value that it parses to; empty or undefined for none. */
  readonly body: unknown;
}

/** Recorded exchanges whose requests are the same, in the order of their recording. */
interface Variant {
  /** The JSON value of the body. */
  readonly body: unknown;
  /** Empty when none was recorded: then any will do that no other variant has. */
  readonly contentType: string;
  readonly exchanges: RecordedExchange[];
  /** How many of them have answered. */
  asked: number;
}

/** Recorded exchanges with the same method and path. */
interface Route {
  readonly variants: Variant[];
  /** The variants by the key of their body, where there are many. */
  byBody?: Map<string, Variant[]>;
  /** Those that any body will do for. */
  readonly anyBody: Variant[];
}

/** So many bodies are compared faster than a key is made. */
const fewBodies = 8;

/** How often a recorded exchange answers: once, or for the last of several that answer the same request, as often as it is asked. */
export type Repeats = 'never' | 'last';

/** Recordings by what they answer. To find one among many takes no longer than among few. */
export class RecordedAnswers {
  private readonly routes = new Map<string, Route>();

  /** @param exchanges as they were read. Of those that were recorded at one moment, the first one answers first. */
  constructor(
    readonly exchanges: readonly RecordedExchange[],
    private readonly repeats: Repeats,
  ) {
    for (const exchange of this.inOrder()) this.index(exchange);
  }

  /** In the order of their recording. */
  inOrder(): readonly RecordedExchange[] {
    return [...this.exchanges].sort(byMoment);
  }

  /** The recorded exchange that answers a request, which has now been asked for. Undefined when there is none, or none is left. */
  take({ method, url, contentType, body }: Asked): RecordedExchange | undefined {
    const route = this.routes.get(routeKey(method, url));
    if (route === undefined) return undefined;
    const sentType = keyOfType(contentType);
    return this.takeFrom(withBody(route, body), sentType) ?? this.takeFrom(route.anyBody, sentType);
  }

  /** Those that have answered nothing so far, as they were read. */
  unused(): RecordedExchange[] {
    const used = new Set<RecordedExchange>();
    for (const { variants, anyBody } of this.routes.values()) {
      for (const { exchanges, asked } of [...anyBody, ...variants]) {
        for (const exchange of exchanges.slice(0, asked)) used.add(exchange);
      }
    }
    return this.exchanges.filter((exchange) => !used.has(exchange));
  }

  private takeFrom(variants: readonly Variant[] | undefined, sentType: string): RecordedExchange | undefined {
    if (variants === undefined) return undefined;
    let anyType: Variant | undefined;
    for (const variant of variants) {
      if (variant.contentType === sentType) {
        const exchange = this.nextOf(variant);
        if (exchange !== undefined) return exchange;
      } else if (variant.contentType === '') {
        anyType = variant;
      }
    }
    return anyType === undefined ? undefined : this.nextOf(anyType);
  }

  /** The next one of a variant, which has now been asked for; undefined when none is left. */
  private nextOf(variant: Variant): RecordedExchange | undefined {
    const { exchanges, asked } = variant;
    if (asked >= exchanges.length) return this.repeats === 'last' ? exchanges.at(-1) : undefined;
    variant.asked += 1;
    return exchanges[asked];
  }

  private index(exchange: RecordedExchange): void {
    const { method, path, body, anyBody } = exchange;
    const key = routeKey(method, path);
    let route = this.routes.get(key);
    if (route === undefined) this.routes.set(key, (route = { variants: [], anyBody: [] }));
    const contentType = keyOfType(exchange.contentType);
    const alike = anyBody ? route.anyBody : withBody(route, body);
    const variant = alike.find((one) => one.contentType === contentType);
    if (variant === undefined) addVariant(route, { body: bodyValue(body), contentType, exchanges: [exchange], asked: 0 }, anyBody);
    else variant.exchanges.push(exchange);
  }
}

/** Empty for none. */
function keyOfType(contentType: string | undefined): string {
  return contentType === undefined ? '' : contentTypeKey(contentType);
}

/** The variants of a route whose body means the same. */
function withBody({ variants, byBody }: Route, body: unknown): readonly Variant[] {
  if (byBody !== undefined) return byBody.get(bodyKey(body)) ?? [];
  const value = bodyValue(body);
  const [only] = variants;
  if (only !== undefined && variants.length === 1) return sameJson(only.body, value) ? variants : [];
  return variants.filter((variant) => sameJson(variant.body, value));
}

function addVariant(route: Route, variant: Variant, anyBody: boolean): void {
  if (anyBody) {
    route.anyBody.push(variant);
    return;
  }
  route.variants.push(variant);
  if (route.byBody !== undefined) {
    keep(route.byBody, variant);
  } else if (route.variants.length > fewBodies) {
    route.byBody = new Map();
    for (const each of route.variants) keep(route.byBody, each);
  }
}

function keep(byBody: Map<string, Variant[]>, variant: Variant): void {
  addToGroup(byBody, keyOfValue(variant.body), variant);
}
