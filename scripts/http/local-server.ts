import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Headers } from '../../contracts/judge/exchange.js';

/** How long a client may take, in milliseconds, and how many connections there may be. Whatever exceeds a limit is disconnected. */
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

/** A server that disconnects slow clients. It hands over requests without a `Host` header, so that they can be judged. */
export function limitedServer({ connections, headers, request, interval }: ServerLimits = serverLimits): Server {
  const server = createServer({
    headersTimeout: headers,
    requestTimeout: request,
    connectionsCheckingInterval: interval,
    requireHostHeader: false,
  });
  server.maxConnections = connections;
  return server;
}

/** @returns the origin, such as `http://127.0.0.1:49152`. @throws the system's error, for example if the port is taken. */
export function listen(server: Server, port: number, host: string): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const address = server.address() as AddressInfo;
      resolve(`http://${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}`);
    });
  });
}

/** Frees the port, and ends the connections that are still open. */
export async function close(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
}

export interface ServerAnswer {
  readonly status: number;
  readonly statusText?: string;
  readonly headers: Headers;
  readonly body?: string;
  /** Breaks the connection instead of answering. */
  readonly drop?: boolean;
}

/** Sends an answer with the length of its body, so that Node writes both in one piece. */
export function send(response: ServerResponse, { status, statusText, headers, body, drop }: ServerAnswer): void {
  if (drop) {
    response.destroy();
    return;
  }
  const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
  // Node changes no list of values.
  response.writeHead(status, statusText, { ...(headers as Record<string, string | string[]>), ...length }).end(body);
}
