import { createServer, type IncomingMessage, type Server } from 'node:http';
import { Server as HttpsServer } from 'node:https';
import { isIPv6, type AddressInfo } from 'node:net';
import type { Headers } from '../../contracts/judge/exchange.js';
import { decodeBody, longestBody, UnpacksToTooMuch } from '../../recordings/traffic/decode-body.js';
import { EncryptedServer, type ServerCertificate } from './encrypted-server.js';

/** Limits in milliseconds, and on the number of connections. A client that exceeds one is disconnected. */
export interface ServerLimits {
  readonly connections: number;
  /** From the start of a connection, or of a request on it, to the end of the headers. */
  readonly headers: number;
  /** To the end of the body. */
  readonly request: number;
  /** Between two checks. */
  readonly interval: number;
}

const serverLimits: ServerLimits = { connections: 1_000, headers: 15_000, request: 60_000, interval: 5_000 };

/**
 * A server that disconnects slow clients. It accepts requests without a `Host` header, so that they can be judged.
 * @param certificate makes it an HTTPS server.
 */
export function limitedServer(
  { connections, headers, request, interval }: ServerLimits = serverLimits,
  certificate?: ServerCertificate,
): Server {
  const options = {
    headersTimeout: headers,
    requestTimeout: request,
    connectionsCheckingInterval: interval,
    requireHostHeader: false,
  };
  const server = certificate === undefined ? createServer(options) : new EncryptedServer({ ...options, ...certificate }, headers);
  server.maxConnections = connections;
  return server;
}

/**
 * @param name the host in the origin. Default: the address.
 * @returns the origin, such as `http://127.0.0.1:49152`. @throws the system's error, for example if the port is taken.
 */
export function listen(server: Server, port: number, host: string, name?: string): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const { address, port: taken } = server.address() as AddressInfo;
      const scheme = server instanceof HttpsServer ? 'https' : 'http';
      const host = name ?? address;
      resolve(`${scheme}://${isIPv6(host) ? `[${host}]` : host}:${taken}`);
    });
  });
}

/** Frees the port and ends open connections. */
export async function close(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
}

/**
 * Reads a request body to its end.
 * @param received called with the decoded text, or with undefined if the body is longer than 4 MiB, compressed or not.
 * @param aborted called if the client disconnects first.
 */
export function receiveText(request: IncomingMessage, received: (text: string | undefined) => void, aborted: () => void): void {
  const chunks: Buffer[] = [];
  let size = 0;
  request
    .on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= longestBody) chunks.push(chunk);
    })
    .on('end', () => {
      received(size > longestBody ? undefined : requestText(Buffer.concat(chunks), request.headers as Headers));
    })
    .on('error', aborted);
}

/**
 * The text of a request body, decoded as its headers say. A body that cannot be decoded is returned as it came, and judged as not JSON.
 * @returns undefined if it is longer than 4 MiB, compressed or not.
 */
export function requestText(bytes: Buffer, headers: Headers): string | undefined {
  if (bytes.length > longestBody) return undefined;
  try {
    return (decodeBody(bytes, headers) ?? bytes).toString('utf8');
  } catch (error) {
    return error instanceof UnpacksToTooMuch ? undefined : bytes.toString('utf8');
  }
}
