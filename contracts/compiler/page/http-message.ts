import type { Fence } from './blocks.js';
import { PageError, type Oddity } from './line.js';
import { parsePositionedJson, type PositionedJson } from './positioned-json.js';

export interface HeaderLine {
  readonly name: string;
  readonly value: string;
  readonly line: number;
}

interface HttpMessage {
  readonly line: number;
  readonly headers: readonly HeaderLine[];
  readonly body?: PositionedJson;
  readonly odd: readonly Oddity[];
}

export interface HttpRequest extends HttpMessage {
  readonly kind: 'request';
  readonly method: string;
  readonly url: string;
}

export interface HttpResponse extends HttpMessage {
  readonly kind: 'response';
  readonly status: number;
}

const requestLine = /^([A-Z]+)\s+(\S.*)$/;
const statusLine = /^HTTP\/\d(?:\.\d)?\s+(\d{3})/;
const headerLine = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):\s*(.*)$/;

/** Undefined if a code block holds no HTTP request or response. @throws PageError for a line that is no header, or a body that is not JSON. */
export function readHttpMessage(file: string, { line: fenceLine, lines }: Fence): HttpRequest | HttpResponse | undefined {
  const lineOf = (index: number): number => fenceLine + 1 + index;
  const filledFrom = (index: number): number => index + lines.slice(index).findIndex(isFilled);
  const start = filledFrom(0);
  const text = lines[start]?.trim() ?? '';
  const status = statusLine.exec(text)?.[1];
  const [, method, url = ''] = requestLine.exec(text) ?? [];
  if (status === undefined && method === undefined) return undefined;

  const odd: Oddity[] = [];
  const second = filledFrom(start + 1);
  const isEarly = second > start + 1 && headerLine.test(lines[second]?.trim() ?? '');
  const headers: HeaderLine[] = [];
  let next = isEarly ? second : start + 1;
  for (let line = lines[next]; line !== undefined && isFilled(line) && !/^\s*[{[]/.test(line); line = lines[next]) {
    const [, name, value = ''] = headerLine.exec(line.trim()) ?? [];
    if (name === undefined) {
      throw new PageError(file, lineOf(next), 'not a header ("Name: value"); a blank line must part the headers from the body');
    }
    headers.push({ name, value: value.trim(), line: lineOf(next) });
    next += 1;
  }
  const bodyStart = filledFrom(next);
  const json = lines.slice(Math.max(bodyStart, next), lines.findLastIndex(isFilled) + 1).join('\n');
  const body = json === '' ? undefined : parsePositionedJson(file, lineOf(bodyStart), json, 'the example body');
  if (body !== undefined && bodyStart === next) odd.push({ what: 'no blank line between the headers and the body', line: body.line });
  if (isEarly) odd.push({ what: 'a blank line between the first line and the headers', line: lineOf(start) });
  const length = headers.find(({ name }) => name.toLowerCase() === 'content-length');
  const wrong = length && wrongLength(length.value, json);
  if (wrong) odd.push({ what: wrong, line: length.line });

  const message = { line: lineOf(start), headers, body, odd };
  if (status !== undefined) return { kind: 'response', status: Number(status), ...message };
  return { kind: 'request', method: method ?? '', url: url.trim(), ...message };
}

function isFilled(line: string): boolean {
  return line.trim() !== '';
}

/** Published lengths count LF or CRLF line ends: the first is right, the second is odd. */
function wrongLength(stated: string, body: string): string | undefined {
  const lf = Buffer.byteLength(body);
  const crlf = Buffer.byteLength(body.replaceAll('\n', '\r\n'));
  switch (Number(stated)) {
    case lf:
      return undefined;
    case crlf:
      return `the length ${stated} counts CRLF line ends; with LF the body has ${lf} bytes`;
    default:
      return `the length ${stated} is neither that of the body with LF (${lf}) nor with CRLF (${crlf})`;
  }
}
