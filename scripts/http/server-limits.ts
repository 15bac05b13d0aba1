import { createServer, type Server } from 'node:http';

/** What a server on loopback bears with. A client that takes longer is disconnected, and one connection more than that is closed at once. */
export interface ServerLimits {
  readonly connections: number;
  /** Milliseconds from the beginning of a connection, or of a request on it, to the end of the headers. */
  readonly headers: number;
  /** Milliseconds to the end of the body. */
  readonly request: number;
  /** After how many milliseconds it looks again for clients that are too slow. */
  readonly interval: number;
}

export const serverLimits: ServerLimits = { connections: 1_000, headers: 15_000, request: 60_000, interval: 5_000 };

/** A server that ends slow clients, and hands requests without a Host header over. */
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
