import { isObject } from '../json-value.js';
import type { Body } from './exchange.js';

export type ParsedBody =
  | { readonly kind: 'none' }
  | { readonly kind: 'json'; readonly value: unknown; readonly byteOrderMark: boolean }
  | { readonly kind: 'html' }
  | { readonly kind: 'not-json'; readonly length: number };

export function parseBody(body: Body): ParsedBody {
  if (body === undefined || body === null) return { kind: 'none' };
  if (typeof body !== 'string') return { kind: 'json', value: body, byteOrderMark: false };
  const byteOrderMark = body.startsWith('\uFEFF');
  const text = byteOrderMark ? body.slice(1) : body;
  if (!/\S/.test(text)) return { kind: 'none' };
  try {
    return { kind: 'json', value: JSON.parse(text) as unknown, byteOrderMark };
  } catch {
    return /^\s*(?:<!--[^]*?-->\s*)?<(?:!doctype\s+html|html|head|body)\b/i.test(text)
      ? { kind: 'html' }
      : { kind: 'not-json', length: text.length };
  }
}

/** The `error` object of Graph's error envelope; undefined for any other body. */
export function graphErrorIn(body: ParsedBody): Record<string, unknown> | undefined {
  return body.kind === 'json' && isObject(body.value) && isObject(body.value['error']) ? body.value['error'] : undefined;
}
