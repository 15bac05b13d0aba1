import { addToGroup } from '../../contracts/group-by.js';
import { describeMediaType, describeMethod } from '../../contracts/judge/describe.js';
import { matchOperation, type OperationMatch } from '../../contracts/judge/match-operation.js';
import { isPlaceholder } from '../redaction/placeholders.js';
import { asPlaceholder, jsonDifferences, type RequestDifference } from './json-differences.js';
import type { ReplayRequest } from './recorded-answers.js';
import type { RecordedExchange } from './recorded-exchange.js';
import { bodyValue, contentTypeKey, pathOf, routeKey } from './same-request.js';

/** Recorded exchanges of one method, operation and API version. */
interface Kind {
  readonly method: string;
  readonly match: OperationMatch | undefined;
  /** By each of the keys of their request lines (see `keysOf`). */
  readonly byKey: Map<string, RecordedExchange[]>;
}

/** Recorded exchanges by their request lines, to find the nearest among many. */
export class RecordedLines {
  private readonly kinds = new Map<string, Kind>();

  constructor(exchanges: readonly RecordedExchange[]) {
    for (const exchange of exchanges) {
      const { method, path } = exchange;
      const match = matchOperation(path);
      const name = `${method} ${match?.contract.name ?? ''} ${match?.versionSegment ?? ''}`;
      let kind = this.kinds.get(name);
      if (kind === undefined) this.kinds.set(name, (kind = { method, match, byKey: new Map() }));
      for (const key of keysOf(path, match).flat()) addToGroup(kind.byKey, key, exchange);
    }
  }

  /**
   * The exchanges with the nearest request line: the operation counts most, then the method, the API version, the ids, and the spelling of the path.
   * @param most at most so many.
   */
  nearestTo({ method, url }: Pick<ReplayRequest, 'method' | 'url'>, most: number): readonly RecordedExchange[] {
    const match = matchOperation(url);
    const kinds = [...this.kinds.values()].map((kind) => ({ kind, distance: distanceTo(kind, method.toUpperCase(), match) }));
    const least = kinds.reduce((nearest, { distance }) => Math.min(nearest, distance), Infinity);
    const nearest = kinds.filter(({ distance }) => distance === least).map(({ kind }) => kind);
    for (const keys of keysOf(url, match)) {
      const found = nearest.flatMap(({ byKey }) => keys.flatMap((key) => byKey.get(key)?.slice(0, most) ?? []));
      if (found.length > 0) return found.slice(0, most);
    }
    return [];
  }
}

function distanceTo(kind: Kind, method: string, match: OperationMatch | undefined): number {
  return (
    (kind.match?.contract === match?.contract ? 0 : 4) +
    (kind.method === method ? 0 : 2) +
    (kind.match?.versionSegment === match?.versionSegment ? 0 : 1)
  );
}

/** What two request lines of one kind may share, most telling first: everything, both ids, one id, nothing. */
function keysOf(url: string, match: OperationMatch | undefined): readonly (readonly string[])[] {
  const ids = (match?.parameters ?? []).map(({ value }, place) => `${place} ${value}`);
  return [[routeKey('', url)], [ids.join('\n')], ids, ['any']];
}

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
  let nearest: Nearest | undefined;
  for (const exchange of lines.nearestTo(requestFor(), mostBodies)) {
    const request = requestFor(exchange);
    const differences = [...lineDifferences(request, exchange), ...contentDifferences(request, exchange)];
    if (nearest === undefined || isNearer(differences, nearest.differences)) nearest = { exchange, differences };
  }
  return nearest;
}

/** Of two with equally many differences, the one that differs in values is more likely meant. */
function isNearer(one: readonly RequestDifference[], other: readonly RequestDifference[]): boolean {
  const inValues = (all: readonly RequestDifference[]): number => all.filter(({ inValue }) => inValue).length;
  return one.length === other.length ? inValues(one) > inValues(other) : one.length < other.length;
}

function lineDifferences({ method: sent, url }: ReplayRequest, { method, path }: RecordedExchange): RequestDifference[] {
  const differences: RequestDifference[] = [];
  const add = (sentence: string, inValue = false): void => void differences.push({ sentence, inValue });
  if (sent.toUpperCase() !== method) add(`the method was recorded as ${method}, and is sent as ${describeMethod(sent.toUpperCase())}`);
  if (routeKey('', url) === routeKey('', path)) return differences;
  const [recorded, match] = [matchOperation(path), matchOperation(url)];
  if (recorded === undefined || recorded.contract !== match?.contract) {
    const was = recorded === undefined ? 'one of neither operation' : `one of ${recorded.contract.name}`;
    const is = match === undefined ? 'a path of neither operation' : `a path of ${match.contract.name}`;
    add(`the path was recorded as ${was}, and is sent as ${is}`);
    return differences;
  }
  const before = differences.length;
  if (recorded.versionSegment !== match.versionSegment)
    add(`the API version was recorded as ${versionOf(recorded)}, and is sent as ${versionOf(match)}`);
  for (const [place, { name, value }] of recorded.parameters.entries())
    if (value !== match.parameters[place]?.value) add(`${name} in the path is another one`, true);
  const [was, is] = [queryOf(path), queryOf(url)];
  const redacted = isPlaceholder(was) ? `, and was recorded with ${asPlaceholder}` : '';
  if (was !== is) add(`the query is another one${redacted}`, namesIn(was) === namesIn(is));
  if (differences.length === before) add('the path is written in another way');
  return differences;
}

/** The names of the query parameters in lower case and order. */
function namesIn(query: string): string {
  const names = query.toLowerCase().slice(1).split('&');
  return names
    .map((parameter) => parameter.replace(/=.*/s, ''))
    .sort()
    .join('&');
}

function contentDifferences(request: ReplayRequest, { contentType, body, anyBody }: RecordedExchange): RequestDifference[] {
  const differences = anyBody ? [] : jsonDifferences(bodyValue(body), bodyValue(request.body));
  if (contentType === undefined || contentTypeKey(contentType) === contentTypeKey(request.contentType)) return differences;
  const [was, is] = [describeMediaType(contentType), describeMediaType(request.contentType ?? '')];
  const sentence = `content-type was recorded as ${was}, and is sent as ${was === is ? 'the same with other parameters' : is}`;
  return [{ sentence, inValue: request.contentType !== undefined }, ...differences];
}

function versionOf({ version }: OperationMatch): string {
  return version ?? 'none that is documented';
}

function queryOf(url: string): string {
  const path = pathOf(url);
  const at = path.indexOf('?');
  return at === -1 ? '' : path.slice(at);
}
