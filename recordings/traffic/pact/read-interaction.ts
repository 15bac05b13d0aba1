import { headerOf, type Headers, type Source } from '../../../contracts/judge/exchange.js';
import type { BodyRule, Interaction, MessageRules } from '../../../contracts/judge/pact/interaction.js';
import { isObject } from '../../../contracts/json-value.js';
import { headersOf } from '../headers.js';
import { ItemError } from '../read-error.js';
import { readRules } from './read-rules.js';
import { hasTerms, withoutTerms } from './ruby-terms.js';

/**
 * Reads an interaction of a pact: the examples and rules of its request and response. Undefined for a message, which is not HTTP.
 * @param version the version of the pact's specification; empty if unknown.
 * @param source is used without its description if the interaction has one.
 * @throws ItemError when it cannot be read.
 */
export function readInteraction(interaction: unknown, version: string, source: Source): Interaction | undefined {
  if (!isObject(interaction)) throw new ItemError('not an object');
  const { type, description, pending } = interaction;
  if (typeof type === 'string' && type !== 'Synchronous/HTTP' && !hasMethodAndPath(interaction['request'])) return undefined;
  if (!isObject(interaction['request']) || !isObject(interaction['response'])) throw new ItemError('it has no request or no response');
  const request = readMessage(interaction['request'], version);
  const response = readMessage(interaction['response'], version);
  const { method, path } = request.raw;
  const status = response.raw['status'] ?? 200;
  if (typeof method !== 'string' || typeof path !== 'string' || typeof status !== 'number')
    throw new ItemError('"method" and "path" must be strings, "status" a number');
  return {
    request: { method, url: path, headers: request.headers, body: request.body },
    response: { status, headers: response.headers, body: response.body },
    rules: request.rules === undefined && response.rules === undefined ? undefined : { request: request.rules, response: response.rules },
    ...(pending === true && wrappingIn(version) !== 'never' ? { pending } : {}),
    source: typeof description === 'string' ? { ...source, description } : source,
  };
}

/** An interaction of a misspelt type is judged if it has both. */
function hasMethodAndPath(request: unknown): boolean {
  return isObject(request) && 'method' in request && 'path' in request;
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
  const body = unwrapped(raw['body'], wrapping, mediaType ?? headerOf(headers, 'content-type'));
  const rules = terms.length > 0 ? rulesOfTerms(terms) : readRules(raw['matchingRules'], raw['generators']);
  return { raw, headers, body, rules };
}

function rulesOfTerms(terms: readonly BodyRule[]): MessageRules {
  const inside = (part: string): BodyRule[] =>
    terms.filter(({ path }) => path[0] === part).map((rule) => ({ ...rule, path: rule.path.slice(1) }));
  const headers = inside('headers').flatMap(({ path: [name], list }) =>
    typeof name === 'string' ? [[name.toLowerCase(), list] as const] : [],
  );
  return { body: inside('body'), headers: new Map(headers), path: inside('path')[0]?.list };
}

/**
 * The headers of a message. If only the wrapper of the body names a media type, libraries send it and compare it as a Content-Type without parameters.
 */
function readHeaders(raw: unknown, mediaType: string | undefined): Headers {
  const headers = isObject(raw) ? headersOf(raw) : {};
  if (mediaType === undefined || Object.hasOwn(headers, 'Content-Type') || headerOf(headers, 'content-type') !== undefined) return headers;
  return { ...headers, 'content-type': mediaType };
}

/** Whether a version wraps bodies. `perhaps`: the version is unknown, and only an object that is a wrapper in every respect is one. */
type Wrapping = 'always' | 'perhaps' | 'never';

/** Version 4 wraps a body with its media type and its encoding. */
function wrappingIn(version: string): Wrapping {
  if (/^[0-3]\b/.test(version)) return 'never';
  return /^\d/.test(version) ? 'always' : 'perhaps';
}

/** Whether the body of a message is wrapped. */
export function isWrappedIn(version: string, body: unknown): boolean {
  return isWrapped(body, wrappingIn(version));
}

function isWrapped(body: unknown, wrapping: Wrapping): body is Record<string, unknown> {
  if (wrapping === 'never' || !isObject(body)) return false;
  if (wrapping === 'always') return Object.keys(body).every((name) => partsOfWrapper.has(name)) || 'content' in body;
  return 'content' in body && ('contentType' in body || 'encoded' in body);
}

const partsOfWrapper: ReadonlySet<string> = new Set(['content', 'contentType', 'contentTypeHint', 'encoded']);

/** The body of a message. A wrapped text with a JSON type is a JSON string, unless `encoded` marks it as JSON. */
function unwrapped(body: unknown, wrapping: Wrapping, mediaType = ''): unknown {
  if (!isWrapped(body, wrapping)) return body ?? undefined;
  const { content, encoded } = body;
  if (typeof content !== 'string') return content ?? undefined;
  const encoding = typeof encoded === 'string' ? encoded.toLowerCase() : encoded;
  if (encoding === 'base64' || encoding === true) return Buffer.from(content, 'base64').toString('utf8');
  const isJson = /[/+]json\s*(?:;|$)/i.test(mediaType);
  return isJson && encoding !== 'json' && content !== '' ? JSON.stringify(content) : content;
}

function mediaTypeOf(body: unknown, wrapping: Wrapping): string | undefined {
  const contentType = isWrapped(body, wrapping) && 'content' in body ? body['contentType'] : undefined;
  const mediaType = typeof contentType === 'string' ? (contentType.split(';')[0] ?? '').trim() : '';
  // Libraries write these if they do not know the type.
  return mediaType === '' || mediaType === '*/*' ? undefined : mediaType;
}
