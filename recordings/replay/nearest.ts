import { matchOperation, type OperationMatch } from '../../contracts/judge/match-operation.js';
import type { ReplayRequest } from './recorded-answers.js';
import type { RecordedExchange } from './recorded-exchange.js';
import { requestDifferences, type RequestDifference } from './request-differences.js';
import { routeKey } from './same-request.js';

/** The recorded exchange nearest to a request. */
export interface Nearest {
  readonly exchange: RecordedExchange;
  /** Empty if the exchange has answered the same request already. */
  readonly differences: readonly RequestDifference[];
}

/** The most exchanges of which the bodies are compared. */
const mostBodies = 200;

/**
 * Finds the nearest exchange by method and path, then by content type and body. Undefined if there are no recordings.
 * @param requestFor the request as it is compared with an exchange; without one, as far as it is known.
 */
export function nearestTo(requestFor: (exchange?: RecordedExchange) => ReplayRequest, lines: RecordedLines): Nearest | undefined {
  const candidates = lines.nearestTo(requestFor(), mostBodies);
  const all = candidates.map((exchange) => ({ exchange, differences: requestDifferences(requestFor(exchange), exchange) }));
  // Of two with equally many differences, the one that differs in values is more likely meant.
  return all.sort((one, other) => one.differences.length - other.differences.length || inValues(other) - inValues(one))[0];
}

function inValues({ differences }: Nearest): number {
  return differences.filter(({ inValue }) => inValue).length;
}

interface RequestLine {
  readonly method: string;
  readonly route: string;
  readonly match: OperationMatch | undefined;
  readonly ids: readonly string[];
}

/** Recorded exchanges with their request lines. */
export class RecordedLines {
  private readonly all: readonly { readonly exchange: RecordedExchange; readonly line: RequestLine }[];

  constructor(exchanges: readonly RecordedExchange[]) {
    this.all = exchanges.map((exchange) => ({ exchange, line: lineOf(exchange.method, exchange.path) }));
  }

  /** At most `most` exchanges with the nearest request line, in the order in which they were given. */
  nearestTo({ method, url }: Pick<ReplayRequest, 'method' | 'url'>, most: number): readonly RecordedExchange[] {
    const sent = lineOf(method.toUpperCase(), url);
    let least = Infinity;
    let nearest: RecordedExchange[] = [];
    for (const { exchange, line } of this.all) {
      const distance = distanceBetween(line, sent);
      if (distance < least) [least, nearest] = [distance, []];
      if (distance === least && nearest.length < most) nearest.push(exchange);
    }
    return nearest;
  }
}

function lineOf(method: string, url: string): RequestLine {
  const match = matchOperation(url);
  return { method, route: routeKey('', url), match, ids: match?.parameters.map(({ value }) => value) ?? [] };
}

/** The operation counts most, then the method, the API version, the ids, and the spelling of the path. */
function distanceBetween(one: RequestLine, other: RequestLine): number {
  const sharedIds = one.ids.filter((id, place) => id === other.ids[place]).length;
  return (
    (one.match?.contract === other.match?.contract ? 0 : 16) +
    (one.method === other.method ? 0 : 8) +
    (one.match?.versionSegment === other.match?.versionSegment ? 0 : 4) +
    (sharedIds === one.ids.length ? 0 : sharedIds > 0 ? 1 : 2) +
    (one.route === other.route ? 0 : 1)
  );
}
