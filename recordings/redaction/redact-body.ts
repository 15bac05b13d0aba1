import { parseBody } from '../../contracts/judge/body.js';
import type { Body } from '../../contracts/judge/exchange.js';
import type { TextRules } from './text-rules.js';

/** Redacts a body. A body other than JSON is replaced by one of the same kind. */
export function redactBody(body: Body, rules: TextRules): Body {
  if (typeof body !== 'string')
    return ArrayBuffer.isView(body)
      ? rules.placeholders.text(Buffer.from(body as Uint8Array).toString('base64'))
      : redactValue(body, rules);
  const read = parseBody(body);
  switch (read.kind) {
    case 'none':
      return body;
    case 'html':
      return `<!DOCTYPE html><html><body>${rules.placeholders.text(body)}</body></html>`;
    case 'not-json':
      // Truncated JSON stays truncated.
      return /^\uFEFF?\s*[{[]/.test(body) ? `{"${rules.placeholders.text(body)}":` : rules.placeholders.text(body);
    case 'json':
      return read.byteOrderMark ? `\uFEFF${rules.json(body.slice(1))}` : rules.json(body);
    default:
      return read satisfies never;
  }
}

/** Redacts the JSON text of a value, so that objects and texts are redacted the same way. */
function redactValue(value: unknown, rules: TextRules): unknown {
  if (value === undefined || value === null) return value;
  const text = JSON.stringify(value) as string | undefined;
  return text === undefined ? undefined : (JSON.parse(rules.json(text)) as unknown);
}
