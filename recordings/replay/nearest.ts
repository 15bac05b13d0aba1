import { describeMediaType, describeMethod } from '../../contracts/judge/describe.js';
import { matchOperation, type OperationMatch } from '../../contracts/judge/match-operation.js';
import type { Asked } from './recorded-answers.js';
import { isPlaceholder } from '../redaction/placeholders.js';
import { asPlaceholder, type Difference } from './difference.js';
import { jsonDifferences } from './json-differences.js';
import type { RecordedExchange } from './recorded-exchange.js';
import type { RecordedLines } from './recorded-lines.js';
import { bodyValue, contentTypeKey, pathOf, routeKey } from './same-request.js';

/** The recorded exchange whose request comes nearest to one that was asked, and what differs, in words. */
export interface Nearest {
  readonly exchange: RecordedExchange;
  /** Empty when nothing differs: then it has answered already, and answers once. */
  readonly differences: readonly Difference[];
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
    if (nearest === undefined || isNearer(differences, nearest.differences)) nearest = { exchange, differences };
  }
  return nearest;
}

/** Of two that differ equally often, the one that differs in values is more likely meant. */
function isNearer(one: readonly Difference[], other: readonly Difference[]): boolean {
  if (one.length !== other.length) return one.length < other.length;
  return inValues(one) > inValues(other);
}

function inValues(differences: readonly Difference[]): number {
  return differences.filter(({ inValue }) => inValue).length;
}

function differencesInLine(asked: Asked, match: OperationMatch | undefined, { method, path }: RecordedExchange): Difference[] {
  const differences: Difference[] = [];
  const add = (sentence: string, inValue = false): void => void differences.push({ sentence, inValue });
  const sentMethod = asked.method.toUpperCase();
  if (sentMethod !== method) add(`the method was recorded as ${method}, and is sent as ${describeMethod(sentMethod)}`);
  if (routeKey('', asked.url) === routeKey('', path)) return differences;
  const recorded = matchOperation(path);
  if (recorded === undefined || recorded.contract !== match?.contract) {
    const was = recorded === undefined ? 'one of neither operation' : `one of ${recorded.contract.name}`;
    add(
      `the path was recorded as ${was}, and is sent as ${match === undefined ? 'a path of neither operation' : `a path of ${match.contract.name}`}`,
    );
    return differences;
  }
  const before = differences.length;
  if (recorded.versionSegment !== match.versionSegment) {
    add(`the API version was recorded as ${versionOf(recorded)}, and is sent as ${versionOf(match)}`);
  }
  for (const [place, { name, value }] of recorded.parameters.entries()) {
    if (value !== match.parameters[place]?.value) add(`${name} in the path is another one`, true);
  }
  const [was, is] = [queryOf(path), queryOf(asked.url)];
  if (was !== is) add(otherQuery(was), namesIn(was) === namesIn(is));
  if (differences.length === before) add('the path is written in another way');
  return differences;
}

function otherQuery(recorded: string): string {
  return isPlaceholder(recorded) ? `the query is another one, and was recorded with ${asPlaceholder}` : 'the query is another one';
}

/** The names of the parameters of a query, in one case and order. */
function namesIn(query: string): string {
  const parts = query.toLowerCase().slice(1).split('&');
  return parts
    .map((part) => part.replace(/=.*/s, ''))
    .sort()
    .join('&');
}

function differencesInContent(asked: Asked, { contentType, body, anyBody }: RecordedExchange): Difference[] {
  const differences: Difference[] = [];
  if (contentType !== undefined && contentTypeKey(contentType) !== contentTypeKey(asked.contentType ?? '')) {
    const [was, is] = [describeMediaType(contentType), describeMediaType(asked.contentType ?? '')];
    const sentence = `content-type was recorded as ${was}, and is sent as ${was === is ? 'the same with other parameters' : is}`;
    differences.push({ sentence, inValue: asked.contentType !== undefined });
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
