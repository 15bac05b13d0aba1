import { replaceIdsInParts } from './ids-in-text.js';
import { replaceJsonStrings } from './json-strings.js';
import type { Asked } from './recorded-answers.js';
import type { RecordedExchange } from './recorded-exchange.js';
import type { RecordedShapes } from './recorded-shapes.js';
import { addressShape, anyBody, withIdsReplaced, type RequestShape } from './request-shape.js';

/** An id as the client writes it, and as it stands in the recording. */
interface Pair {
  readonly own: string;
  readonly recorded: string;
}

/**
 * Ids of a client, and the placeholders that stand for them in recordings. Nothing in a recording leads back to the ids that were asked with, but how they
 * recur does: the client's ids stand for the recorded ones of the first request that is the same but for its ids, each for one, and for good.
 */
export class OwnIds {
  private readonly byOwn = new Map<string, Pair>();
  private readonly byRecorded = new Map<string, Pair>();

  /** @param shapes all recordings, in the order of their recording. */
  constructor(private readonly shapes: RecordedShapes) {}

  /** The request as it was recorded, with ids that are now known to be the client's. Undefined when no recording is the same but for its ids. */
  toRecorded(asked: Asked): Asked | undefined {
    const found = this.shapes.find(asked, (own, recorded) => this.agree(own, recorded));
    if (found === undefined) return undefined;
    const { ids, exchange } = found.recorded;
    for (const [place, own] of found.own.entries()) this.learn({ own, recorded: ids[place] ?? own });
    return { ...asked, url: exchange.path, body: exchange.anyBody ? asked.body : exchange.body };
  }

  /**
   * Gives a request that nothing answers as it would have been recorded, to tell what differs besides the ids: with the recorded ids that are known by now,
   * and with those of one exchange, where the client's could stand for them.
   */
  asIfRecorded(asked: Asked): (exchange?: RecordedExchange) => Asked {
    const shapes = [asked.body, anyBody].map((body) => addressShape(asked.url, body));
    return (exchange) => {
      const supposed = new Map(exchange === undefined ? [] : this.couldStandFor(shapes, exchange));
      const rule = (id: string): string => supposed.get(id.toLowerCase()) ?? this.byOwn.get(id.toLowerCase())?.recorded ?? id;
      return { ...asked, ...withIdsReplaced(asked.url, asked.body, rule) };
    };
  }

  /** A URL, or a sentence, of a recording, with the ids of the client in the place of those that stand for them. */
  toOwn(text: string): string {
    return this.byRecorded.has(text.toLowerCase()) ? this.ownOf(text) : replaceIdsInParts(text, (id) => this.ownOf(id));
  }

  /** A body of a recording, with the ids of the client; all else stays as it is written. */
  bodyToOwn(text: string): string {
    if (!/^\uFEFF?\s*["[{]/.test(text)) return this.toOwn(text);
    return replaceJsonStrings(text, (value) => this.toOwn(value));
  }

  /** Own ids in lower case, each with the recorded one in its place. */
  private *couldStandFor(own: readonly RequestShape[], exchange: RecordedExchange): Generator<[string, string]> {
    const recorded = [exchange.anyBody ? anyBody : exchange.body, anyBody].map((body) => addressShape(exchange.path, body));
    const same = own.findIndex(({ key }, place) => key === recorded[place]?.key);
    for (const [place, id] of (own[same]?.ids ?? []).entries()) {
      const other = recorded[same]?.ids[place] ?? id;
      if (this.agree([id], [other])) yield [id.toLowerCase(), other];
    }
  }

  private agree(own: readonly string[], recorded: readonly string[]): boolean {
    return own.every((id, place) => {
      const [one, other] = [id.toLowerCase(), recorded[place]?.toLowerCase() ?? ''];
      return (
        (this.byOwn.get(one)?.recorded.toLowerCase() ?? other) === other && (this.byRecorded.get(other)?.own.toLowerCase() ?? one) === one
      );
    });
  }

  private learn(pair: Pair): void {
    const [own, recorded] = [pair.own.toLowerCase(), pair.recorded.toLowerCase()];
    if (!this.byOwn.has(own)) this.byOwn.set(own, pair);
    if (!this.byRecorded.has(recorded)) this.byRecorded.set(recorded, pair);
  }

  /** In the case of the client, unless the recording has it in another case than where it was asked for. */
  private ownOf(id: string): string {
    const pair = this.byRecorded.get(id.toLowerCase());
    if (pair === undefined) return id;
    if (pair.recorded === id) return pair.own;
    return /\p{Ll}/u.test(id) ? pair.own.toLowerCase() : pair.own.toUpperCase();
  }
}
