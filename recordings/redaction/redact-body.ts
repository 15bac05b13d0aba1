import { parseBody } from '../../contracts/judge/body.js';
import type { Body } from '../../contracts/judge/exchange.js';
import { textPlaceholder } from './placeholders.js';
import type { TextRules } from './text-rules.js';

/** Redacts a body. What is no JSON has no parts that could be known to be public: something of the same kind takes its place. */
export function redactBody(body: Body, rules: TextRules): Body {
  if (typeof body !== 'string')
    return isBytes(body) ? textPlaceholder(rules.memory, Buffer.from(body).toString('base64')) : redactValue(body, rules);
  const read = parseBody(body);
  switch (read.kind) {
    case 'none':
      return body;
    case 'html':
      return `<!DOCTYPE html><html><body>${textPlaceholder(rules.memory, body)}</body></html>`;
    case 'not-json':
      // JSON that was broken off stays so.
      return /^\uFEFF?\s*[{[]/.test(body) ? `{"${textPlaceholder(rules.memory, body)}":` : textPlaceholder(rules.memory, body);
    case 'json':
      return read.byteOrderMark ? `\uFEFF${rules.json(body.slice(1))}` : rules.json(body);
    default:
      return read satisfies never;
  }
}

/** A JSON value takes the same way as a text, so that both are redacted alike. */
function redactValue(value: unknown, rules: TextRules): unknown {
  if (value === undefined || value === null) return value;
  const text = JSON.stringify(value) as string | undefined;
  return text === undefined ? undefined : (JSON.parse(rules.json(text)) as unknown);
}

function isBytes(body: unknown): body is Uint8Array {
  return ArrayBuffer.isView(body);
}
