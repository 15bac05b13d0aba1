import { headerOf, type Headers, type Source } from '../../../contracts/judge/exchange.js';
import type { BodyRule, Interaction, MessageRules } from '../../../contracts/judge/pact/interaction.js';
import { readBody, wrappingIn, isWrapped, type Wrapping } from './read-body.js';
import { isObject } from '../../../contracts/json-value.js';
import { headersOf } from '../header-values.js';
import { readRules } from './read-rules.js';
import { hasTerms, withoutTerms } from './ruby-terms.js';

/**
 * Reads an interaction of a pact: the request that the consumer sends, and the response that it relies on, by their examples and their rules.
 * Undefined for a message, which has no HTTP exchange; a text that says what is wrong with it.
 * @param version of the pact's specification; empty where it does not say.
 * @param source where it stands. Its own description, if it has one, is better.
 */
export function readInteraction(interaction: unknown, version: string, source: Source): Interaction | string | undefined {
  if (!isObject(interaction)) return 'not an object';
  const { type, description } = interaction;
  if (typeof type === 'string' && type !== 'Synchronous/HTTP' && !isExchange(interaction)) return undefined;
  if (!isObject(interaction['request']) || !isObject(interaction['response'])) return 'it has no request or no response';
  const request = readMessage(interaction['request'], version);
  const response = readMessage(interaction['response'], version);
  const { method, path } = request.raw;
  const status = response.raw['status'] ?? 200;
  if (typeof method !== 'string' || typeof path !== 'string' || typeof status !== 'number') {
    return '"method" and "path" must be strings, "status" a number';
  }
  const rules = rulesOf(request.rules, response.rules);
  return {
    request: { method, url: path, headers: request.headers, body: request.body },
    response: { status, headers: response.headers, body: response.body },
    rules,
    ...(interaction['pending'] === true && wrappingIn(version) !== 'never' ? { pending: true } : {}),
    source: typeof description === 'string' ? { ...source, description } : source,
  };
}

/** Of a type that no version knows: what has a method and a path is judged all the same, so that no slip of the pen hides it. */
function isExchange({ request }: Record<string, unknown>): boolean {
  return isObject(request) && 'method' in request && 'path' in request;
}

function rulesOf(request: MessageRules | undefined, response: MessageRules | undefined): Interaction['rules'] {
  if (request === undefined && response === undefined) return undefined;
  return { request, response };
}

interface Message {
  readonly raw: Record<string, unknown>;
  readonly headers: Headers;
  readonly body: unknown;
  readonly rules: MessageRules | undefined;
}

function readMessage(written: Record<string, unknown>, version: string): Message {
  const terms: BodyRule[] = [];
  const raw = hasTerms(version) ? (withoutTerms(written, terms) as Record<string, unknown>) : written;
  const wrapping = wrappingIn(version);
  const mediaType = mediaTypeOf(raw['body'], wrapping);
  const headers = readHeaders(raw['headers'], mediaType);
  const body = readBody(raw['body'], wrapping, mediaType ?? headerOf(headers, 'content-type'));
  const rules = terms.length > 0 ? rulesOfTerms(terms) : readRules(raw['matchingRules'], raw['generators']);
  return { raw, headers, body, rules };
}

function rulesOfTerms(terms: readonly BodyRule[]): MessageRules {
  const inside = (part: string): BodyRule[] =>
    terms.filter(({ path }) => path[0] === part).map((rule) => ({ ...rule, path: rule.path.slice(1) }));
  const headers = inside('headers').flatMap(({ path: [name], list }) =>
    typeof name === 'string' ? [[name.toLowerCase(), list] as const] : [],
  );
  const [path] = inside('path');
  return { body: inside('body'), headers: new Map(headers), ...(path === undefined ? {} : { path: path.list }) };
}

/**
 * The headers of a message, with values as text or as lists. Where a wrapper of the body names a media type, and no header does, libraries send
 * it, and compare by it, as if it were one; but without its parameters.
 */
function readHeaders(raw: unknown, mediaType: string | undefined): Headers {
  const headers = isObject(raw) ? headersOf(raw) : {};
  if (mediaType === undefined || Object.hasOwn(headers, 'Content-Type') || headerOf(headers, 'content-type') !== undefined) return headers;
  return { ...headers, 'content-type': mediaType };
}

function mediaTypeOf(body: unknown, wrapping: Wrapping): string | undefined {
  const contentType = isWrapped(body, wrapping) && 'content' in body ? body['contentType'] : undefined;
  const mediaType = typeof contentType === 'string' ? (contentType.split(';')[0] ?? '').trim() : '';
  // Libraries write these where they do not know the type.
  return mediaType === '' || mediaType === '*/*' ? undefined : mediaType;
}
