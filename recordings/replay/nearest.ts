import { describeMediaType } from '../../contracts/judge/describe.js';
import { matchOperation, type OperationMatch } from '../../contracts/judge/match-operation.js';
import type { Asked } from './recorded-answers.js';
import { jsonDifferences } from './json-differences.js';
import type { RecordedExchange } from './recorded-exchange.js';
import type { RecordedLines } from './recorded-lines.js';
import { bodyValue, contentTypeKey, pathOf, routeKey } from './same-request.js';

/** The recorded exchange whose request comes nearest to one that was asked, and what differs, in words. */
export interface Nearest {
  readonly exchange: RecordedExchange;
  /** Empty when nothing differs: then it has answered already, and answers once. */
  readonly differences: readonly string[];
}

/** Of how many the bodies are compared. */
const mostBodies = 200;

/**
 * Finds the nearest by method and path first, then by content type and body. Undefined when there are no recordings.
 * @param askedOf the request, as it is compared with an exchange; as far as that is known, without one.
 */
export function nearestTo(askedOf: (exchange?: RecordedExchange) => Asked, lines: RecordedLines): Nearest | undefined {
  let nearest: Nearest | undefined;
  for (const exchange of lines.nearestTo(askedOf(), mostBodies)) {
    const asked = askedOf(exchange);
    const match = matchOperation(asked.url);
    const differences = [...differencesInLine(asked, match, exchange), ...differencesInContent(asked, exchange)];
    if (nearest === undefined || differences.length < nearest.differences.length) nearest = { exchange, differences };
  }
  return nearest;
}

function differencesInLine(asked: Asked, match: OperationMatch | undefined, { method, path }: RecordedExchange): string[] {
  const differences: string[] = [];
  const sentMethod = asked.method.toUpperCase();
  if (sentMethod !== method) differences.push(`the method was recorded as ${method}, and is sent as ${shownMethod(sentMethod)}`);
  if (routeKey('', asked.url) === routeKey('', path)) return differences;
  const recorded = matchOperation(path);
  if (recorded === undefined || recorded.contract !== match?.contract) {
    const operation = match === undefined ? 'a path of neither operation' : `a path of ${match.contract.name}`;
    return [
      ...differences,
      `the path was recorded as ${recorded === undefined ? 'one of neither operation' : `one of ${recorded.contract.name}`}, and is sent as ${operation}`,
    ];
  }
  const before = differences.length;
  if (recorded.versionSegment !== match.versionSegment) {
    differences.push(`the API version was recorded as ${versionOf(recorded)}, and is sent as ${versionOf(match)}`);
  }
  for (const [place, { name, value }] of recorded.parameters.entries()) {
    if (value !== match.parameters[place]?.value) differences.push(`${name} in the path is another one`);
  }
  if (queryOf(path) !== queryOf(asked.url)) differences.push('the query is another one');
  return differences.length === before ? [...differences, 'the path is written in another way'] : differences;
}

function differencesInContent(asked: Asked, { contentType, body, anyBody }: RecordedExchange): string[] {
  const differences: string[] = [];
  if (contentType !== undefined && contentTypeKey(contentType) !== contentTypeKey(asked.contentType ?? '')) {
    const [was, is] = [describeMediaType(contentType), describeMediaType(asked.contentType ?? '')];
    differences.push(`content-type was recorded as ${was}, and is sent as ${was === is ? 'the same with other parameters' : is}`);
  }
  return anyBody ? differences : [...differences, ...jsonDifferences(bodyValue(body), bodyValue(asked.body))];
}

function versionOf({ version }: OperationMatch): string {
  return version ?? 'none that is documented';
}

function queryOf(url: string): string {
  const path = pathOf(url);
  const at = path.indexOf('?');
  return at === -1 ? '' : path.slice(at);
}

function shownMethod(method: string): string {
  return /^[A-Z]{1,20}$/.test(method) ? method : 'no method';
}
