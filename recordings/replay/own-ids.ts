import { groupBy } from '../../contracts/group-by.js';
import { isComposite } from '../redaction/composite-id.js';
import { replaceId, replaceIdsInParts } from './ids-in-text.js';
import { replaceJsonStrings } from './json-strings.js';
import type { ReplayRequest } from './recorded-answers.js';
import type { RecordedExchange } from './recorded-exchange.js';
import { addressShape, idSplits, requestShape, withIdsReplaced, type IdSplit, type RequestShape } from './request-shape.js';
import { anyBody } from './same-request.js';

type ShapedExchange = RequestShape & { readonly exchange: RecordedExchange };

/** Recorded exchanges by the shape of their requests: one lookup finds those that differ from a request in their ids only. */
export class RecordedShapes {
  /** By the split of their ids. Few clients need the second one. */
  private readonly bySplit = new Map<IdSplit, ReadonlyMap<string, readonly ShapedExchange[]>>();

  /** @param exchanges in the order in which they are found. */
  constructor(private readonly exchanges: readonly RecordedExchange[]) {}

  /**
   * The first exchange with the shape of a request whose ids are accepted, with its ids and the request's. Those with any body come last, and before
   * them those whose ids are of another form.
   */
  find(
    { method, url, body }: ReplayRequest,
    accepts: (own: readonly string[], recorded: readonly string[]) => boolean,
  ): { readonly own: readonly string[]; readonly ids: readonly string[]; readonly exchange: RecordedExchange } | undefined {
    for (const sent of [body, anyBody]) {
      for (const split of idSplits) {
        const { key, ids: own } = requestShape(method, url, sent, split);
        const found = this.shapesBy(split)
          .get(key)
          ?.find(({ ids }) => accepts(own, ids));
        if (found !== undefined) return { own, ...found };
      }
    }
    return undefined;
  }

  private shapesBy(split: IdSplit): ReadonlyMap<string, readonly ShapedExchange[]> {
    const made =
      this.bySplit.get(split) ??
      groupBy(
        this.exchanges.map((exchange) => ({ exchange, ...requestShape(exchange.method, exchange.path, exchange.body, split) })),
        ({ key }) => key,
      );
    this.bySplit.set(split, made);
    return made;
  }
}

/** The shapes of a request in one split, with its body and with any. */
interface SentShapes {
  readonly split: IdSplit;
  readonly shapes: readonly RequestShape[];
}

/** An id as the client writes it, and as the recording has it. */
interface Pair {
  readonly own: string;
  readonly recorded: string;
}

/**
 * Maps a client's ids to the placeholders in recordings, one to one and permanently. The first recording that differs only in ids decides.
 * A placeholder does not reveal its id, but both recur at the same places.
 */
export class OwnIds {
  private readonly byOwn = new Map<string, Pair>();
  private readonly byRecorded = new Map<string, Pair>();

  /** @param shapes of all recordings, in the order of recording. */
  constructor(private readonly shapes: RecordedShapes) {}

  /** The request as it was recorded; its ids are mapped from now on. Undefined if every recording differs in more than ids. */
  toRecorded(request: ReplayRequest): ReplayRequest | undefined {
    const found = this.shapes.find(request, (own, recorded) => this.agree(own, recorded));
    if (found === undefined) return undefined;
    const { own, ids, exchange } = found;
    for (const [place, id] of own.entries()) this.learn({ own: id, recorded: ids[place] ?? id });
    return { ...request, url: exchange.path, body: exchange.body === anyBody ? request.body : exchange.body };
  }

  /**
   * Rewrites an unanswered request as it would have been recorded, to find the differences besides ids.
   * It uses the ids mapped so far, and those of one exchange if they fit.
   */
  asIfRecorded(request: ReplayRequest): (exchange?: RecordedExchange) => ReplayRequest {
    const shapes = (split: IdSplit): RequestShape[] => [request.body, anyBody].map((body) => addressShape(request.url, body, split));
    const sent = idSplits.map((split) => ({ split, shapes: shapes(split) }));
    return (exchange) => {
      const supposed = new Map(exchange === undefined ? [] : this.fittingIds(sent, exchange));
      const rule = (id: string): string => supposed.get(id.toLowerCase()) ?? this.byOwn.get(id.toLowerCase())?.recorded ?? id;
      const isKnown = (id: string): boolean => supposed.has(id.toLowerCase()) || this.byOwn.has(id.toLowerCase());
      return { ...request, ...withIdsReplaced(request.url, request.body, rule, isKnown) };
    };
  }

  /** A URL or sentence of a recording with the client's ids. */
  toOwn(text: string): string {
    const isKnown = (id: string): boolean => this.byRecorded.has(id.toLowerCase());
    return isKnown(text) ? this.ownOf(text) : replaceIdsInParts(text, (id) => this.ownOf(id), isKnown);
  }

  /** A body of a recording with the client's ids. */
  bodyToOwn(text: string): string {
    if (!/^\uFEFF?\s*["[{]/.test(text)) return this.toOwn(text);
    return replaceJsonStrings(text, (value) => this.toOwn(value));
  }

  /** The client's ids in lower case, each with the recorded one in its place. */
  private *fittingIds(sent: readonly SentShapes[], exchange: RecordedExchange): Generator<[string, string]> {
    for (const { split, shapes: own } of sent) {
      const recorded = [exchange.body, anyBody].map((body) => addressShape(exchange.path, body, split));
      const same = own.findIndex(({ key }, place) => key === recorded[place]?.key);
      if (same === -1) continue;
      for (const [place, id] of (own[same]?.ids ?? []).entries()) {
        const other = recorded[same]?.ids[place] ?? id;
        if (this.agree([id], [other])) yield [id.toLowerCase(), other];
      }
      return;
    }
  }

  private agree(own: readonly string[], recorded: readonly string[]): boolean {
    return own.every((id, place) => {
      const [one, other] = [id.toLowerCase(), recorded[place]?.toLowerCase() ?? ''];
      return (this.byOwn.get(one)?.recorded.toLowerCase() ?? other) === other && (this.knownOwn(other)?.toLowerCase() ?? one) === one;
    });
  }

  /** The client's id for a recorded one, if it is known as a whole, or all parts of it are. */
  private knownOwn(recorded: string): string | undefined {
    const whole = this.byRecorded.get(recorded)?.own;
    if (whole !== undefined || !isComposite(recorded)) return whole;
    const unknown: string[] = [];
    const own = replaceId(recorded, (id) => this.byRecorded.get(id.toLowerCase())?.own ?? (unknown.push(id), id));
    return unknown.length > 0 || own === recorded ? undefined : own;
  }

  private learn(pair: Pair): void {
    const [own, recorded] = [pair.own.toLowerCase(), pair.recorded.toLowerCase()];
    if (!this.byOwn.has(own)) this.byOwn.set(own, pair);
    if (!this.byRecorded.has(recorded)) this.byRecorded.set(recorded, pair);
  }

  /** In the client's spelling; in one case if the recording has the id in another case than its request did. */
  private ownOf(id: string): string {
    const pair = this.byRecorded.get(id.toLowerCase());
    if (pair === undefined) return id;
    if (pair.recorded === id) return pair.own;
    return /\p{Ll}/u.test(id) ? pair.own.toLowerCase() : pair.own.toUpperCase();
  }
}
