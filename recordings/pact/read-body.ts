import { isObject } from '../../contracts/json-value.js';

/** Whether a version wraps bodies. Where the pact does not say which it is, only what looks like a wrapper in every way is one. */
export type Wrapping = 'always' | 'perhaps' | 'never';

/** Version 4 wraps a body with its media type and its encoding; before that, it stands bare. @param version empty where the pact does not say. */
export function wrappingIn(version: string): Wrapping {
  if (/^[0-3]\b/.test(version)) return 'never';
  return /^\d/.test(version) ? 'always' : 'perhaps';
}

export function isWrapped(body: unknown, wrapping: Wrapping): body is Record<string, unknown> {
  if (wrapping === 'never' || !isObject(body) || !('content' in body)) return false;
  return wrapping === 'always' || 'contentType' in body || 'encoded' in body;
}

export function readBody(body: unknown, wrapping: Wrapping): unknown {
  if (!isWrapped(body, wrapping)) return body ?? undefined;
  const { content, encoded } = body;
  return typeof content === 'string' && (encoded === 'base64' || encoded === true)
    ? Buffer.from(content, 'base64').toString('utf8')
    : (content ?? undefined);
}
