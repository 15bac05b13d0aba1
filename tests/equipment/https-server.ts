import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Certificate } from './certificate.js';

export interface HttpsServer {
  /** Such as `https://localhost:49152`. */
  readonly origin: string;
  readonly close: () => Promise<void>;
}

/** Starts an HTTPS server on a free port of loopback. */
export async function httpsServer(certificate: Certificate, listener: RequestListener): Promise<HttpsServer> {
  const server = createServer(certificate, listener);
  // A client that does not trust the certificate hangs up during the handshake.
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `https://localhost:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
