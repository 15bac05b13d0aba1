/** Requests that Node's HTTP parser refuses before any handler runs, and those that only look like it. */

const path = '/v1.0/deviceManagement/deviceConfigurations/a/assignments/b';
const host = 'Host: localhost\r\n';
const type = 'Content-Type: application/json\r\n';

/** What a client sends, one write after the other. */
export interface RawRequest {
  readonly what: string;
  readonly writes: readonly (string | Buffer)[];
  /** Whether the client ends the connection then. */
  readonly ends?: boolean;
  /** The statuses of the answers. */
  readonly statuses: readonly number[];
  /** What is told of it: the code of its finding, the reason why it is inconclusive, or `outside`. Nothing for what is no request. */
  readonly told?: string;
  /** Whether it stands behind a request that is read. */
  readonly isBehind?: boolean;
}

const refused = (what: string, request: string | readonly (string | Buffer)[], told: string, status = 400): RawRequest => ({
  what,
  writes: typeof request === 'string' ? [request] : request,
  statuses: [status],
  told,
});

const behind = (what: string, writes: readonly string[], statuses: readonly number[], told: string): RawRequest => ({
  what,
  writes,
  statuses,
  told,
  isBehind: true,
});

const get = `GET /x HTTP/1.1\r\n${host}\r\n`;
const long = 'x'.repeat(20_000);

export const rawRequests: readonly RawRequest[] = [
  refused('patch', `patch ${path} HTTP/1.1\r\n${host}${type}Content-Length: 2\r\n\r\n{}`, 'request.method'),
  refused('Patch', `Patch ${path} HTTP/1.1\r\n${host}\r\n`, 'request.method'),
  refused('put', `put ${path} HTTP/1.1\r\n${host}\r\n`, 'request.method'),
  refused('delete, another operation', `delete ${path} HTTP/1.1\r\n${host}\r\n`, 'outside'),
  refused('patch on another path', `patch /v1.0/me HTTP/1.1\r\n${host}\r\n`, 'outside'),
  refused('a path that is nearly ours', `patch ${path.replace('/v1.0', '/V1.0')} HTTP/1.1\r\n${host}\r\n`, 'request.method'),
  refused('headers too large', `PATCH ${path} HTTP/1.1\r\n${host}X: ${long}\r\n\r\n`, 'request.malformed', 431),
  refused(
    'headers that are larger than one packet',
    `PATCH ${path} HTTP/1.1\r\n${host}X: ${long.repeat(6)}\r\n\r\n`,
    'request.malformed',
    431,
  ),
  refused('headers too large, of another path', `GET /x HTTP/1.1\r\n${host}X: ${long}\r\n\r\n`, 'outside', 431),
  refused('headers too large, after the line', [`PATCH ${path} HTTP/1.1\r\n`, `X: ${long}\r\n\r\n`], 'unreadable', 431),
  refused('two lengths', `PATCH ${path} HTTP/1.1\r\n${host}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`, 'request.malformed'),
  refused(
    'a length and chunks',
    `PATCH ${path} HTTP/1.1\r\n${host}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n`,
    'request.malformed',
  ),
  refused('a length that is none', `PATCH ${path} HTTP/1.1\r\n${host}Content-Length: 1,150\r\n\r\n{}`, 'request.malformed'),
  refused('a bad chunk', `PATCH ${path} HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\n\r\nzz\r\n`, 'request.malformed'),
  refused('a bad chunk later', [`PATCH ${path} HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\n\r\n`, 'zz\r\n'], 'request.malformed'),
  refused('a bad chunk of a read', `GET ${path} HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\n\r\nzz\r\n`, 'outside'),
  refused('a header name with a blank', `PATCH ${path} HTTP/1.1\r\n${host}Bad Header: 1\r\n\r\n`, 'request.malformed'),
  refused('a token with a stray sign', `PATCH ${path} HTTP/1.1\r\n${host}Authorization: Bearer a\u0001b\r\n\r\n`, 'request.malformed'),
  refused('line feeds alone', `PATCH ${path} HTTP/1.1\n${host.trim()}\n\n`, 'request.malformed'),
  refused('another version of HTTP', `PATCH ${path} HTTP/3.7\r\n${host}\r\n`, 'request.malformed'),
  refused('no Host', `PATCH ${path} HTTP/1.1\r\n\r\n`, 'request.malformed'),
  refused('an expectation of its own', `PATCH ${path} HTTP/1.1\r\n${host}Expect: x\r\nConnection: close\r\n\r\n`, 'request.malformed', 417),
  refused('HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 'unreadable'),
  refused('TLS', [Buffer.from('16030100f8010000f40303', 'hex')], 'unreadable'),
  refused('garbage', '\u0000\u0001hello\r\n\r\n', 'unreadable'),
  refused('a line in two packets', ['pat', `ch ${path} HTTP/1.1\r\n${host}\r\n`], 'unreadable'),
  { ...refused('a part of the headers', `PATCH ${path} HTTP/1.1\r\n${host}Content-Le`, 'unreadable'), ends: true },
  behind('a request behind another one', [get, `patch ${path} HTTP/1.1\r\n${host}\r\n`], [200, 400], 'request.method'),
  // As Node has it: the first one has no answer yet.
  behind('both in one packet', [`${get}patch ${path} HTTP/1.1\r\n${host}\r\n`], [400], 'request.method'),
  behind('more than its length', [`${get}}`], [400], 'unreadable'),
  { what: 'nothing', writes: [], ends: true, statuses: [] },
  { what: 'a part of the body', writes: [`PATCH ${path} HTTP/1.1\r\n${host}Content-Length: 9\r\n\r\n{}`], ends: true, statuses: [400] },
];
