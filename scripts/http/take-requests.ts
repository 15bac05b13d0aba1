import { STATUS_CODES, ServerResponse, type IncomingMessage, type Server } from 'node:http';
import type { Socket } from 'node:net';
import type { UnparsedRequest } from '../../contracts/judge/unparsed-request.js';
import { notEncrypted } from './encrypted-server.js';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

export interface RequestHandlers {
  readonly take: Handler;
  /** Answers a CONNECT request: Node would close its connection without an answer. The connection ends with the answer. */
  readonly tunnel: Handler;
  /** Called for each request that Node rejects, with the status that it was answered; 0 if its connection was dropped. */
  readonly refused: (request: UnparsedRequest, status: number) => void;
}

/** An error of Node's HTTP parser. */
interface ParserError extends Error {
  readonly code?: string;
  readonly rawPacket?: Buffer;
  readonly bytesParsed?: number;
}

const notFramed = 'its chunks are not framed as HTTP requires';

const reasons: Readonly<Record<string, string>> = {
  HPE_INVALID_METHOD: 'its method is not one of HTTP',
  HPE_INVALID_URL: 'its path holds a character that HTTP forbids',
  HPE_HEADER_OVERFLOW: 'its headers are too large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: notFramed,
  HPE_INVALID_CHUNK_SIZE: notFramed,
  HPE_INVALID_CONTENT_LENGTH: 'its length is not a number',
  HPE_UNEXPECTED_CONTENT_LENGTH: 'it has more than one length',
  HPE_INVALID_TRANSFER_ENCODING: 'it has both a length and chunks, or ends in no chunks',
  HPE_INVALID_HEADER_TOKEN: 'a header holds a character that HTTP forbids',
  HPE_INVALID_EOF_STATE: 'its connection ended before its headers did',
  HPE_PAUSED_H2_UPGRADE: 'it is HTTP/2, and this server speaks HTTP/1.1',
  [notEncrypted]: 'it is not encrypted, and this server speaks HTTPS',
};

const handshakeReasons: Readonly<Record<string, string>> = {
  ERR_SSL_NO_APPLICATION_PROTOCOL: 'its client offers HTTP/2 only, and this server speaks HTTP/1.1',
  ERR_SSL_UNSUPPORTED_PROTOCOL: 'its client offers no TLS of version 1.2 or later',
};

/** Node and Java hang up; others send an alert about the certificate or its authority. */
const distrust = /^ECONNRESET$|_ALERT_.*(?:CA|CERTIFICATE)/;

const statuses: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** Sets the handlers of a server. Requests that Node rejects before any handler runs are answered as Node answers them, and reported. */
export function takeRequests(server: Server, { take, tunnel, refused }: RequestHandlers): void {
  const last = new WeakMap<Socket, { readonly request: IncomingMessage; readonly response: ServerResponse }>();
  const ended = new WeakSet<Socket>();
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    last.set(request.socket, { request, response });
    if (request.headers.host !== undefined || request.httpVersion !== '1.1') {
      take(request, response);
      return;
    }
    response.writeHead(400, { connection: 'close' }).end();
    refused({ line: lineOf(request), why: 'it has no Host header' }, 400);
  });
  server.on('connect', (request: IncomingMessage, socket: Socket) => {
    // The client may disconnect before the answer is written.
    socket.on('error', () => socket.destroy());
    const response = new ServerResponse(request);
    response.shouldKeepAlive = false;
    response.assignSocket(socket);
    response.on('finish', () => socket.end());
    tunnel(request, response);
  });
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    response.writeHead(417).end();
    refused({ line: lineOf(request), why: 'its Expect header is not 100-continue' }, 417);
  });
  server.on('clientError', (error: ParserError, socket: Socket) => {
    const { code = '' } = error;
    const status = statuses[code] ?? 400;
    const before = last.get(socket);
    // A request that was answered before all of it was read has been reported.
    const isAnswered = before?.request.complete === false && before.response.headersSent;
    const unparsed = ended.has(socket) || isAnswered ? undefined : unparsedRequest(error, before?.request);
    // Node rejects the rest of a rejected request, too.
    ended.add(socket);
    // Two answers must not mix.
    const isAnswering = before?.response.headersSent === true && !before.response.writableFinished;
    if (!socket.writable || isAnswered || isAnswering || code === 'ECONNRESET') socket.destroy(error);
    else {
      const hint = code === notEncrypted ? 'This server speaks HTTPS: give your client its address with https.\n' : '';
      socket.write(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nConnection: close\r\n\r\n${hint}`);
      socket.destroySoon();
    }
    if (unparsed !== undefined) refused(unparsed, status);
  });
  // `clientError`, which comes first, destroys the socket.
  server.on('tlsClientError', ({ code = '' }: ParserError) => {
    if (!server.listening || code === 'ERR_TLS_HANDSHAKE_TIMEOUT') return;
    const why = distrust.test(code) ? 'its client broke off the TLS handshake, as one does that does not trust the certificate' : undefined;
    refused({ why: why ?? handshakeReasons[code] ?? 'its TLS handshake failed' }, 0);
  });
}

/** Undefined if the client was only slow, or has disconnected. */
function unparsedRequest(error: ParserError, before: IncomingMessage | undefined): UnparsedRequest | undefined {
  const { code = '', rawPacket, bytesParsed = 0 } = error;
  if (!code.startsWith('HPE_') && code !== notEncrypted) return undefined;
  const isInBody = before?.complete === false;
  if (code === 'HPE_INVALID_EOF_STATE' && isInBody) return undefined;
  const why = reasons[code] ?? 'it is not framed as HTTP requires';
  if (isInBody) return { line: lineOf(before), why };
  if (rawPacket === undefined || code === 'HPE_PAUSED_H2_UPGRADE') return { why };
  // A TLS connection begins with a record of type 22 in version 3.
  if (rawPacket[0] === 22 && rawPacket[1] === 3) return { why: 'it is TLS, as for an address in https, and this server speaks HTTP' };
  return { line: lineIn(rawPacket, bytesParsed), why };
}

function lineOf({ method = '', url = '' }: IncomingMessage): UnparsedRequest['line'] {
  return { method, url };
}

/** The line of the request in which the parser stopped: the packet may begin with other requests, or in the middle of this one. */
function lineIn(packet: Buffer, parsed: number): UnparsedRequest['line'] {
  const text = packet.toString('latin1');
  const before = text.slice(0, parsed);
  const begun = before.split(/\n\r?\n/).at(-1) ?? '';
  const [, method, url] = /([A-Za-z]{1,20}) +(\S+) +HTTP\/\d/.exec(text.slice(before.length - begun.length)) ?? [];
  return method === undefined || url === undefined ? undefined : { method, url };
}
