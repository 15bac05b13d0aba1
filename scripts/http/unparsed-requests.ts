import { STATUS_CODES, type Server } from 'node:http';
import type { Socket } from 'node:net';
import type { UnparsedRequest } from '../../contracts/judge/unparsed-request.js';

/** What Node says with an error of its parser. */
interface ParserError extends Error {
  readonly code?: string;
  readonly rawPacket?: Buffer;
}

const reasons: Readonly<Record<string, string>> = {
  HPE_INVALID_METHOD: 'its method is not one of HTTP',
  HPE_HEADER_OVERFLOW: 'its headers are too large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 'its chunks are not framed as HTTP has it',
  HPE_INVALID_CONTENT_LENGTH: 'its length is not a number',
  HPE_UNEXPECTED_CONTENT_LENGTH: 'it has a length and chunks',
  HPE_INVALID_CHUNK_SIZE: 'its chunks are not framed as HTTP has it',
  HPE_INVALID_HEADER_TOKEN: 'a header holds a sign that HTTP forbids',
};

/** Answers requests that Node's parser refuses, before any handler runs, as Node itself does. @param refused is told of each that has sent anything. */
export function answerUnparsed(server: Server, refused: (request: UnparsedRequest) => void): void {
  server.on('clientError', (error: ParserError, socket: Socket) => {
    const { code = '', rawPacket } = error;
    if (rawPacket !== undefined && rawPacket.length > 0) refused({ ...lineIn(rawPacket), why: reasons[code] ?? 'its framing is broken' });
    if (!socket.writable || code === 'ECONNRESET') {
      socket.destroy(error);
      return;
    }
    const status = code === 'HPE_HEADER_OVERFLOW' ? 431 : code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
    socket.end(`HTTP/1.1 ${String(status)} ${STATUS_CODES[status] ?? ''}\r\nConnection: close\r\n\r\n`);
  });
}

/** The request line, which begins the packet unless the request came in several. */
function lineIn(packet: Buffer): Pick<UnparsedRequest, 'line'> {
  const [, method, url] = /^\s*([A-Za-z]{1,20}) +(\S+) +HTTP\/\d/.exec(packet.subarray(0, 16 * 1024).toString('latin1')) ?? [];
  return method === undefined || url === undefined ? {} : { line: { method, url } };
}
