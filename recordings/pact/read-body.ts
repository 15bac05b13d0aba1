import { isObject } from '../../contracts/json-value.js';

/** Version 4 wraps a body with its media type and its encoding; before that, it stands bare. */
export function isWrapped(body: unknown): body is Record<string, unknown> {
  return isObject(body) && 'content' in body && ('contentType' in body || 'encoded' in body);
}

/** Since version 4 of the specification a body is wrapped; a pact that does not say its version may hold wrapped ones. */
export function mayWrapBodies(version: string): boolean {
  return !/^[0-3]\b/.test(version);
}

/** @param mayBeWrapped false when the version of the pact knows no wrapper: then what looks like one is a body that has such members. */
export function readBody(body: unknown, mayBeWrapped: boolean): unknown {
  if (!mayBeWrapped || !isWrapped(body)) return body ?? undefined;
  const { content, encoded } = body;
  return typeof content === 'string' && (encoded === 'base64' || encoded === true)
    ? Buffer.from(content, 'base64').toString('utf8')
    : (content ?? undefined);
}
