import { describeMediaType, describeMethod, describeName, describeProperty, describeValue } from '../../contracts/judge/describe.js';
import { matchOperation, type OperationMatch } from '../../contracts/judge/match-operation.js';
import { isObject } from '../../contracts/json-value.js';
import { isPlaceholder } from '../redaction/placeholders.js';
import type { ReplayRequest } from './recorded-answers.js';
import type { RecordedExchange } from './recorded-exchange.js';
import { anyBody, bodyValue, contentTypeKey, pathOf, routeKey, sameJson } from './same-request.js';

/** One way in which a request differs from a recorded one. */
export interface RequestDifference {
  /** Describes values and never quotes them. Without a full stop, since others may follow. */
  readonly sentence: string;
  /** Whether only a value differs; false if something is missing or new. */
  readonly inValue: boolean;
}

/** Empty if the recorded exchange answers this very request. */
export function requestDifferences(request: ReplayRequest, exchange: RecordedExchange): readonly RequestDifference[] {
  const ofBody = exchange.body === anyBody ? [] : jsonDifferences(bodyValue(exchange.body), bodyValue(request.body));
  return [...lineDifferences(request, exchange), ...contentTypeDifferences(request, exchange), ...ofBody];
}

function* lineDifferences({ method: sent, url }: ReplayRequest, { method, path }: RecordedExchange): Iterable<RequestDifference> {
  if (sent.toUpperCase() !== method)
    yield difference(`the method was recorded as ${method}, and is sent as ${describeMethod(sent.toUpperCase())}`);
  if (routeKey('', url) === routeKey('', path)) return;
  const [recorded, match] = [matchOperation(path), matchOperation(url)];
  if (recorded === undefined || recorded.contract !== match?.contract) {
    const was = recorded === undefined ? 'one of neither operation' : `one of ${recorded.contract.name}`;
    const is = match === undefined ? 'a path of neither operation' : `a path of ${match.contract.name}`;
    yield difference(`the path was recorded as ${was}, and is sent as ${is}`);
    return;
  }
  const differences = [...pathDifferences(recorded, match), ...queryDifferences(queryOf(path), queryOf(url))];
  yield* differences.length > 0 ? differences : [difference('the path is written in another way')];
}

function* pathDifferences(recorded: OperationMatch, sent: OperationMatch): Iterable<RequestDifference> {
  if (recorded.versionSegment !== sent.versionSegment)
    yield difference(`the API version was recorded as ${versionOf(recorded)}, and is sent as ${versionOf(sent)}`);
  for (const [place, { name, value }] of recorded.parameters.entries())
    if (value !== sent.parameters[place]?.value) yield difference(`${name} in the path is another one`, true);
}

/** Ends a sentence on a value that redaction has replaced. */
const asPlaceholder = 'a placeholder that took the place of a value, as of all that may be secret';

function* queryDifferences(recorded: string, sent: string): Iterable<RequestDifference> {
  if (recorded === sent) return;
  const redacted = isPlaceholder(recorded) ? `, and was recorded with ${asPlaceholder}` : '';
  yield difference(`the query is another one${redacted}`, namesIn(recorded) === namesIn(sent));
}

function* contentTypeDifferences(request: ReplayRequest, { contentType }: RecordedExchange): Iterable<RequestDifference> {
  if (contentType === undefined || contentTypeKey(contentType) === contentTypeKey(request.contentType)) return;
  const [was, is] = [describeMediaType(contentType), describeMediaType(request.contentType ?? '')];
  const sentence = `content-type was recorded as ${was}, and is sent as ${was === is ? 'the same with other parameters' : is}`;
  yield difference(sentence, request.contentType !== undefined);
}

/** Deeper differences are reported at this depth: a longer pointer would be unreadable. */
const deepest = 100;

/** The differences between the recorded JSON and the JSON that was sent, one for each property. */
export function jsonDifferences(recorded: unknown, sent: unknown, pointer = '', depth = 0): RequestDifference[] {
  if (depth < deepest && isObject(recorded) && isObject(sent)) {
    const names = [...new Set([...Object.keys(recorded), ...Object.keys(sent)])];
    return names.flatMap((name) => {
      const member = `${pointer}/${name.startsWith('@odata.') ? name : describeProperty(name)}`;
      if (!Object.hasOwn(sent, name)) return [difference(`${member} was recorded, and is not sent`)];
      if (!Object.hasOwn(recorded, name)) return [difference(`${member} is sent, and was not recorded`)];
      return jsonDifferences(recorded[name], sent[name], member, depth + 1);
    });
  }
  if (depth < deepest && Array.isArray(recorded) && Array.isArray(sent) && recorded.length === sent.length)
    return recorded.flatMap((item: unknown, index) => jsonDifferences(item, sent[index], `${pointer}/${index}`, depth + 1));
  if (sameJson(recorded, sent)) return [];
  const describe = pointer.endsWith('/@odata.type') ? describeName : describeValue;
  const [was, is] = [isPlaceholder(recorded) ? asPlaceholder : describe(recorded), describe(sent)];
  const change = was === is ? `has another value (both are ${was})` : `was recorded as ${was}, and is sent as ${is}`;
  return [difference(`${pointer === '' ? 'the body' : pointer} ${change}`, typeof recorded !== 'object' && typeof sent !== 'object')];
}

function difference(sentence: string, inValue = false): RequestDifference {
  return { sentence, inValue };
}

function versionOf({ version }: OperationMatch): string {
  return version ?? 'an undocumented one';
}

/** With its question mark; empty for none. */
function queryOf(url: string): string {
  return pathOf(url).replace(/^[^?]*/, '');
}

/** The names of the query parameters in lower case and order. */
function namesIn(query: string): string {
  const names = query
    .toLowerCase()
    .slice(1)
    .split('&')
    .map((parameter) => parameter.replace(/=.*/s, ''));
  return names.sort().join('&');
}
