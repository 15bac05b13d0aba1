import type { Body } from '../../contracts/judge/exchange.js';
import { isObject } from '../../contracts/json-value.js';
import { decodeBody } from './decode-body.js';

/**
 * The body of a response as nock must hold it to replay it byte for byte. nock parses and serializes JSON.
 * Text that would change (spaces, `1.0`, large numbers, repeated names, a bare `null`) becomes a JSON string, which nock unwraps.
 * @param isLabelled whether the response has a content type: nock adds one to an object without.
 */
export function recordedAnswer(body: Body, isLabelled: boolean): unknown {
  if (body === undefined || body === null) return '';
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const value = parsed(text);
  if (value === undefined) return text;
  return isLabelled && isKept(value) && JSON.stringify(value) === text ? value : JSON.stringify(text);
}

/** Undoes `recordedAnswer`: the body that the client of a replay gets. An object stays one. */
export function answerText(response: unknown): unknown {
  if (typeof response !== 'string' || !response.startsWith('"')) return response;
  const inner = parsed(response);
  return typeof inner === 'string' ? inner : response;
}

/** The body of a request as nock compares it: JSON by value, so that spaces and escapes do not matter, unless parsing would change the value. */
export function recordedQuestion(body: Body): unknown {
  if (body === undefined || body === null) return '';
  if (typeof body !== 'string') return body;
  const value = parsed(body);
  return isKept(value) && JSON.stringify(value) === withoutStyle(body) ? value : body;
}

/**
 * The text of a request body that nock intercepted, decoded if possible.
 * @param body nock gives bytes that are not UTF-8 in hex.
 */
export function interceptedBody(body: unknown, contentEncoding: string | undefined): unknown {
  if (contentEncoding === undefined || typeof body !== 'string') return body;
  const bytes = Buffer.from(body, /^(?:[0-9a-f]{2})+$/i.test(body) ? 'hex' : 'utf8');
  try {
    return decodeBody(bytes, { 'content-encoding': contentEncoding })?.toString('utf8') ?? body;
  } catch {
    return body;
  }
}

function isKept(value: unknown): boolean {
  return isObject(value) || Array.isArray(value);
}

/** A JSON text without insignificant spaces and escapes. */
function withoutStyle(text: string): string {
  return text.replaceAll(/"(?:[^"\\]|\\.)*"|\s+/g, (part) => (part.startsWith('"') ? JSON.stringify(JSON.parse(part)) : ''));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
