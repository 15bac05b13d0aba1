import type { Body } from '../../../contracts/judge/exchange.js';
import { isObject } from '../../../contracts/json-value.js';

/**
 * The body of an answer as nock must hold it, so that it replays byte for byte. nock parses a text if it can, and serialises it again: JSON
 * that would not come out as it went in (spaces, `1.0`, large numbers, repeated names, a bare `null`) is wrapped in one more JSON string, which
 * nock takes off again.
 * @param isLabelled whether the answer has a content type: nock adds one to an object that has none.
 */
export function recordedAnswer(body: Body, isLabelled: boolean): unknown {
  if (body === undefined || body === null) return '';
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const value = parsed(text);
  if (value === undefined) return text;
  return isLabelled && isKept(value) && JSON.stringify(value) === text ? value : JSON.stringify(text);
}

/** Undoes `recordedAnswer`: what the client of a replay gets. An object stays one. */
export function answerText(response: unknown): unknown {
  if (typeof response !== 'string' || !response.startsWith('"')) return response;
  const inner = parsed(response);
  return typeof inner === 'string' ? inner : response;
}

/** The body of a request as nock compares it: JSON by its value, so that spaces and escapes do not matter, unless its value would be another. */
export function recordedQuestion(body: Body): unknown {
  if (body === undefined || body === null) return '';
  if (typeof body !== 'string') return body;
  const value = parsed(body);
  return isKept(value) && JSON.stringify(value) === withoutStyle(body) ? value : body;
}

function isKept(value: unknown): boolean {
  return isObject(value) || Array.isArray(value);
}

/** A JSON text without spaces and escapes that mean nothing. */
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
