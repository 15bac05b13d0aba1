import type { Fence } from './blocks.js';
import { PageError, type Line } from './line.js';
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
  /** Mistakes of its form that lose nothing. */
  readonly odd: readonly { readonly what: string; readonly line: number }[];
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
export function readHttpMessage(file: string, { lines }: Fence): HttpRequest | HttpResponse | undefined {
  const start = lines.findIndex(isFilled);
  const first = lines[start];
  const text = first?.text.trim() ?? '';
  const status = statusLine.exec(text)?.[1];
  const [, method, url = ''] = requestLine.exec(text) ?? [];
  if (first === undefined || (status === undefined && method === undefined)) return undefined;

  const odd: { what: string; line: number }[] = [];
  const second = start + 1 + lines.slice(start + 1).findIndex(isFilled);
  const isEarly = second > start + 1 && headerLine.test(lines[second]?.text.trim() ?? '');
  const headers: HeaderLine[] = [];
  let next = isEarly ? second : start + 1;
  for (let line = lines[next]; line !== undefined && isFilled(line) && !/^\s*[{[]/.test(line.text); line = lines[next]) {
    const [, name, value = ''] = headerLine.exec(line.text.trim()) ?? [];
    if (name === undefined) {
      throw new PageError(file, line.number, 'not a header ("Name: value"); a blank line must part the headers from the body');
    }
    headers.push({ name, value: value.trim(), line: line.number });
    next += 1;
  }
  const rest = lines.slice(next, lines.findLastIndex(isFilled) + 1);
  const bodyLines = rest.slice(rest.findIndex(isFilled));
  const json = bodyLines.map((line) => line.text).join('\n');
  const body = bodyLines[0] && parsePositionedJson(file, bodyLines[0].number, json, 'the example body');
  if (body !== undefined && bodyLines.length === rest.length) {
    odd.push({ what: 'no blank line between the headers and the body', line: body.line });
  }
  if (isEarly) odd.push({ what: 'a blank line between the first line and the headers', line: first.number });
  const length = headers.find(({ name }) => name.toLowerCase() === 'content-length');
  const wrong = length && wrongLength(length.value, json);
  if (wrong) odd.push({ what: wrong, line: length.line });

  const message = { line: first.number, headers, body, odd };
  if (status !== undefined) return { kind: 'response', status: Number(status), ...message };
  return { kind: 'request', method: method ?? '', url: url.trim(), ...message };
}

function isFilled({ text }: Line): boolean {
  return text.trim() !== '';
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
