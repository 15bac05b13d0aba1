import { STATUS_CODES, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { UnparsedRequest } from '../../contracts/judge/unparsed-request.js';

export interface RequestTakers {
  readonly take: (request: IncomingMessage, response: ServerResponse) => void;
  /** Is told of each request that Node refuses to hand over, and with what status it was answered. */
  readonly refused: (request: UnparsedRequest, status: number) => void;
}

/** What Node says with an error of its parser. */
interface ParserError extends Error {
  readonly code?: string;
  readonly rawPacket?: Buffer;
  readonly bytesParsed?: number;
}

/** The request that was read last on a connection. */
interface LastRequest {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

const reasons: Readonly<Record<string, string>> = {
  HPE_INVALID_METHOD: 'its method is not one of HTTP',
  HPE_INVALID_URL: 'its path holds a character that HTTP forbids',
  HPE_HEADER_OVERFLOW: 'its headers are too large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 'its chunks are not framed as HTTP requires',
  HPE_INVALID_CHUNK_SIZE: 'its chunks are not framed as HTTP requires',
  HPE_INVALID_CONTENT_LENGTH: 'its length is not a number',
  HPE_UNEXPECTED_CONTENT_LENGTH: 'it has more than one length',
  HPE_INVALID_TRANSFER_ENCODING: 'it has both a length and chunks, or ends in no chunks',
  HPE_INVALID_HEADER_TOKEN: 'a header holds a character that HTTP forbids',
  HPE_INVALID_EOF_STATE: 'its connection ended before its headers did',
  HPE_PAUSED_H2_UPGRADE: 'it is HTTP/2, and this server speaks HTTP/1.1',
};

const statuses: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** Lets a server take requests, and tells of those that Node refuses before any handler runs. They are answered as Node itself answers them. */
export function takeRequests(server: Server, { take, refused }: RequestTakers): void {
  const last = new WeakMap<Socket, LastRequest>();
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
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    response.writeHead(417).end();
    refused({ line: lineOf(request), why: 'its Expect header is not 100-continue' }, 417);
  });
  server.on('clientError', (error: ParserError, socket: Socket) => {
    const { code = '' } = error;
    const status = statuses[code] ?? 400;
    const before = last.get(socket);
    // One that was answered before all of it was read is known already.
    const isAnswered = before?.request.complete === false && before.response.headersSent;
    const unparsed = ended.has(socket) || isAnswered ? undefined : unparsedRequest(error, before?.request);
    // The rest of a request that was refused is refused, too.
    ended.add(socket);
    // An answer that was begun must not be mixed with another one.
    const isAnswering = before?.response.headersSent === true && !before.response.writableFinished;
    if (!socket.writable || isAnswered || isAnswering || code === 'ECONNRESET') socket.destroy(error);
    else {
      socket.write(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nConnection: close\r\n\r\n`);
      socket.destroySoon();
    }
    if (unparsed !== undefined) refused(unparsed, status);
  });
}

/** Undefined where nothing is wrong with what was sent: a client that is slow, or that went away. */
function unparsedRequest(error: ParserError, before: IncomingMessage | undefined): UnparsedRequest | undefined {
  const { code = '', rawPacket, bytesParsed = 0 } = error;
  if (!code.startsWith('HPE_')) return undefined;
  const isInBody = before?.complete === false;
  if (code === 'HPE_INVALID_EOF_STATE' && isInBody) return undefined;
  const why = reasons[code] ?? 'it is not framed as HTTP requires';
  if (isInBody) return { line: lineOf(before), why };
  if (rawPacket === undefined || code === 'HPE_PAUSED_H2_UPGRADE') return { why };
  if (isTls(rawPacket)) return { why: 'it is TLS, as for an address in https, and this server speaks HTTP' };
  const line = lineIn(rawPacket, bytesParsed);
  return line === undefined ? { why } : { line, why };
}

function lineOf({ method = '', url = '' }: IncomingMessage): { readonly method: string; readonly url: string } {
  return { method, url };
}

/** A TLS connection begins with a record of type 22 in version 3. */
function isTls(packet: Buffer): boolean {
  return packet[0] === 22 && packet[1] === 3;
}

/** The line of the request in which the parser stopped. Other requests may stand before it; a packet from the middle of one has none. */
function lineIn(packet: Buffer, parsed: number): UnparsedRequest['line'] {
  const text = packet.toString('latin1');
  const before = text.slice(0, parsed);
  const begun = before.split(/\n\r?\n/).at(-1) ?? '';
  const [, method, url] = /([A-Za-z]{1,20}) +(\S+) +HTTP\/\d/.exec(text.slice(before.length - begun.length)) ?? [];
  return method === undefined || url === undefined ? undefined : { method, url };
}
