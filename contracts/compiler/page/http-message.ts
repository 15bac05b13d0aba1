import type { Fence } from './blocks.js';
import { PageError, type Oddity } from './page-error.js';
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

/** Undefined if a code block holds no HTTP request or response. @throws PageError for a malformed header, or a body that is not JSON. */
export function readHttpMessage(file: string, { line: fenceLine, lines }: Fence): HttpRequest | HttpResponse | undefined {
  const lineOf = (index: number): number => fenceLine + 1 + index;
  const textOf = (index: number): string => lines[index]?.trim() ?? '';
  const skipBlank = (from: number): number => {
    let index = from;
    while (index < lines.length && textOf(index) === '') index += 1;
    return index;
  };
  const start = skipBlank(0);
  const status = statusLine.exec(textOf(start))?.[1];
  const [, method = '', url = ''] = requestLine.exec(textOf(start)) ?? [];
  if (status === undefined && method === '') return undefined;

  const odd: Oddity[] = [];
  const second = skipBlank(start + 1);
  const isEarly = second > start + 1 && headerLine.test(textOf(second));
  if (isEarly) odd.push({ what: 'a blank line between the first line and the headers', line: lineOf(start) });
  const headers: HeaderLine[] = [];
  let next = isEarly ? second : start + 1;
  for (; textOf(next) !== '' && !/^[{[]/.test(textOf(next)); next += 1) {
    const [, name, value = ''] = headerLine.exec(textOf(next)) ?? [];
    if (name === undefined) {
      throw new PageError(file, lineOf(next), 'not a header ("Name: value"); a blank line must separate the headers from the body');
    }
    headers.push({ name, value, line: lineOf(next) });
  }
  const bodyStart = skipBlank(next);
  const json = lines.slice(bodyStart).join('\n').trimEnd();
  const body = json === '' ? undefined : parsePositionedJson(file, lineOf(bodyStart), json, 'the example body');
  if (body !== undefined && bodyStart === next) odd.push({ what: 'no blank line between the headers and the body', line: body.line });
  const length = headers.find(({ name }) => name.toLowerCase() === 'content-length');

  const message = { line: lineOf(start), headers, body, odd: length ? [...odd, ...wrongLength(length, json)] : odd };
  return status === undefined ? { kind: 'request', method, url, ...message } : { kind: 'response', status: Number(status), ...message };
}

/** Published lengths count LF or CRLF line ends. The first is right. */
function wrongLength({ value, line }: HeaderLine, body: string): Oddity[] {
  const lf = Buffer.byteLength(body);
  const crlf = Buffer.byteLength(body.replaceAll('\n', '\r\n'));
  if (Number(value) === lf) return [];
  const what =
    Number(value) === crlf
      ? `the length ${value} counts CRLF line ends; with LF the body has ${lf} bytes`
      : `the length ${value} is neither that of the body with LF (${lf}) nor with CRLF (${crlf})`;
  return [{ what, line }];
}
