import { isObject } from '../../../contracts/json-value.js';

/** Whether a version wraps bodies. Where the pact does not say which it is, only what looks like a wrapper in every way is one. */
export type Wrapping = 'always' | 'perhaps' | 'never';

/** Version 4 wraps a body with its media type and its encoding; before that, it stands bare. @param version empty where the pact does not say. */
export function wrappingIn(version: string): Wrapping {
  if (/^[0-3]\b/.test(version)) return 'never';
  return /^\d/.test(version) ? 'always' : 'perhaps';
}

export function isWrapped(body: unknown, wrapping: Wrapping): body is Record<string, unknown> {
  if (wrapping === 'never' || !isObject(body)) return false;
  if (wrapping === 'always') return Object.keys(body).every((name) => partsOfWrapper.has(name)) || 'content' in body;
  return 'content' in body && ('contentType' in body || 'encoded' in body);
}

const partsOfWrapper: ReadonlySet<string> = new Set(['content', 'contentType', 'contentTypeHint', 'encoded']);

/**
 * The body that a message stands for. A wrapped text with a JSON type is a JSON string, unless `encoded` says that it is JSON already.
 * @param mediaType of the message, from its wrapper or its headers.
 */
export function readBody(body: unknown, wrapping: Wrapping, mediaType: string | undefined): unknown {
  if (!isWrapped(body, wrapping)) return body ?? undefined;
  const { content, encoded } = body;
  if (typeof content !== 'string') return content ?? undefined;
  const encoding = typeof encoded === 'string' ? encoded.toLowerCase() : encoded;
  if (encoding === 'base64' || encoding === true) return Buffer.from(content, 'base64').toString('utf8');
  return encoding !== 'json' && content !== '' && isJsonType(mediaType) ? JSON.stringify(content) : content;
}

function isJsonType(mediaType = ''): boolean {
  return /[/+]json\s*(?:;|$)/i.test(mediaType);
}
