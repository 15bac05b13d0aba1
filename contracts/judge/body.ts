import type { Body } from './exchange.js';

/** A body as far as it can be read. */
export type ReadBody =
  | { readonly kind: 'none' }
  | { readonly kind: 'json'; readonly value: unknown; readonly byteOrderMark: boolean }
  | { readonly kind: 'html' }
  | { readonly kind: 'not-json'; readonly length: number };

export function readBody(body: Body): ReadBody {
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
