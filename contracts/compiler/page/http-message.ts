import type { Fence } from './blocks.js';
import type { Line } from './lines.js';
import { PageError } from './page-error.js';
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
  /** The bytes that the body has with LF and with CRLF line ends: published lengths count either. */
  readonly bodyBytes?: { readonly lf: number; readonly crlf: number };
  /** True when no blank line parts the headers from the body. */
  readonly blankLineMissing: boolean;
  /** True when a blank line parts the first line from the headers. */
  readonly blankLineTooEarly: boolean;
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

/** What a code block begins with, whatever its annotation claims. */
export function httpKindOf(fence: Fence): 'request' | 'response' | undefined {
  const first = fence.lines.find((line) => line.text.trim() !== '')?.text.trim() ?? '';
  if (statusLine.test(first)) return 'response';
  return requestLine.test(first) ? 'request' : undefined;
}

/** Reads a code block that holds an HTTP request or response. @throws PageError when it holds neither, or its body is not JSON. */
export function readHttpMessage(file: string, fence: Fence): HttpRequest | HttpResponse {
  const lines = fence.lines;
  const start = lines.findIndex((line) => line.text.trim() !== '');
  const first = lines[start];
  if (first === undefined) {
    throw new PageError(file, fence.line, 'the code block is empty; an HTTP message was expected');
  }
  const status = statusLine.exec(first.text.trim());
  const request = requestLine.exec(first.text.trim());
  if (status === null && request === null) {
    throw new PageError(file, first.number, 'neither a request line ("PATCH https://…") nor a status line ("HTTP/1.1 200 OK")');
  }

  const headers: HeaderLine[] = [];
  const second = lines.findIndex((line, index) => index > start && line.text.trim() !== '');
  const blankLineTooEarly = second > start + 1 && headerLine.test(lines[second]?.text.trim() ?? '');
  let next = blankLineTooEarly ? second : start + 1;
  for (let line = lines[next]; line !== undefined && line.text.trim() !== ''; line = lines[next]) {
    if (/^\s*[{[]/.test(line.text)) break;
    const header = headerLine.exec(line.text.trim());
    if (header === null) {
      throw new PageError(file, line.number, 'not a header ("Name: value"); a blank line must part the headers from the body');
    }
    headers.push({ name: header[1] ?? '', value: (header[2] ?? '').trim(), line: line.number });
    next += 1;
  }
  const rest = lines.slice(next);
  const message: HttpMessage = {
    line: first.number,
    headers,
    blankLineMissing: rest[0] !== undefined && rest[0].text.trim() !== '',
    blankLineTooEarly,
    ...readBody(file, rest),
  };
  return status !== null
    ? { kind: 'response', status: Number(status[1]), ...message }
    : { kind: 'request', method: request?.[1] ?? '', url: (request?.[2] ?? '').trim(), ...message };
}

function readBody(file: string, rest: readonly Line[]): Pick<HttpMessage, 'body' | 'bodyBytes'> {
  const from = rest.findIndex((line) => line.text.trim() !== '');
  const first = rest[from];
  if (first === undefined) return {};
  const lines = rest.slice(from).map((line) => line.text);
  while (lines.at(-1)?.trim() === '') lines.pop();
  const lf = Buffer.byteLength(lines.join('\n'));
  return {
    body: parsePositionedJson(file, first.number, lines.join('\n'), 'the example body'),
    bodyBytes: { lf, crlf: lf + lines.length - 1 },
  };
}
