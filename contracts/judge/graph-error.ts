import { isObject } from '../json-value.js';
import type { ReadBody } from './body.js';

/** The `error` object of Graph's error envelope; undefined for any other body. */
export function graphErrorIn(body: ReadBody): Record<string, unknown> | undefined {
  return body.kind === 'json' && isObject(body.value) && isObject(body.value['error']) ? body.value['error'] : undefined;
}
