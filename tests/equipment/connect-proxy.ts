import { createServer, type IncomingMessage, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect, type AddressInfo, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Certificate } from './certificate.js';

/** What the proxy does in place of opening a tunnel: a status to answer with, or how it breaks. */
export type ProxyFault = number | 'closes' | 'hangs' | 'opens a tunnel, and closes it' | 'opens a tunnel, and hangs' | 'speaks no HTTP';

/** A proxy on loopback that opens tunnels to servers on loopback, whatever host is requested. */
export class ConnectProxy {
  /** Its port. */
  port = 0;
  /** The loopback port that stands in for a host, such as `graph.microsoft.com:443`. */
  readonly routes = new Map<string, number>();
  /** Faults by host. */
  readonly faults = new Map<string, ProxyFault>();
  /** The hosts that were requested, in order. */
  readonly tunnels: string[] = [];
  /** The credentials of these requests. */
  readonly authorizations: (string | undefined)[] = [];
  /** Requests that were to be forwarded in clear. */
  readonly forwarded: string[] = [];
  /** The bytes that clients sent through tunnels. */
  seen = Buffer.alloc(0);
  /** The credentials that it demands. */
  authorization: string | undefined;
  /** The value of `Proxy-Authenticate`. */
  scheme = 'Basic realm="the proxy"';
  private readonly sockets = new Set<Duplex>();

  private constructor(private readonly server: Server) {
    server.on('connect', (request: IncomingMessage, socket: Duplex) => {
      this.open(request, socket);
    });
    server.on('request', (request, response) => {
      this.forwarded.push(`${request.method ?? ''} ${request.url ?? ''}`);
      response.writeHead(400).end();
    });
    server.on('tlsClientError', () => undefined);
  }

  /** @param certificate makes it a proxy that is itself reached by TLS. */
  static async start(certificate?: Certificate): Promise<ConnectProxy> {
    const proxy = new ConnectProxy(certificate === undefined ? createServer() : createTlsServer(certificate));
    await new Promise<void>((resolve) => proxy.server.listen(0, '127.0.0.1', resolve));
    proxy.port = (proxy.server.address() as AddressInfo).port;
    return proxy;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise<unknown>((resolve) => {
      this.server.close(resolve);
      this.server.closeAllConnections();
    });
  }

  private open(request: IncomingMessage, socket: Duplex): void {
    const target = request.url ?? '';
    this.keep(socket);
    this.tunnels.push(target);
    this.authorizations.push(request.headers['proxy-authorization']);
    const isUnknown = this.authorization !== undefined && request.headers['proxy-authorization'] !== this.authorization;
    const fault = isUnknown ? 407 : this.faults.get(target);
    const port = this.routes.get(target);
    if (fault === undefined && port !== undefined) this.join(socket, port);
    else this.fail(socket, fault ?? 502);
  }

  private join(socket: Duplex, port: number): void {
    const onward = connect(port, '127.0.0.1', () => socket.write('HTTP/1.1 200 Connection established\r\n\r\n'));
    this.keep(onward);
    socket.on('data', (chunk: Buffer) => {
      this.seen = Buffer.concat([this.seen, chunk]);
    });
    socket.pipe(onward).pipe(socket);
    socket.on('close', () => onward.destroy());
    onward.on('close', () => socket.destroy());
  }

  private fail(socket: Duplex, fault: ProxyFault): void {
    if (fault === 'closes') socket.destroy();
    else if (fault === 'speaks no HTTP') socket.end('SSH-2.0-made-up\r\n');
    else if (fault === 'opens a tunnel, and closes it') socket.end('HTTP/1.1 200 OK\r\n\r\n');
    else if (fault === 'opens a tunnel, and hangs') socket.write('HTTP/1.1 200 OK\r\n\r\n');
    else if (fault !== 'hangs') {
      const challenge = fault === 407 ? `proxy-authenticate: ${this.scheme}\r\n` : '';
      socket.end(`HTTP/1.1 ${fault} Made up\r\n${challenge}content-length: 0\r\n\r\n`);
    }
  }

  private keep(socket: Duplex | Socket): void {
    this.sockets.add(socket);
    socket.on('error', () => undefined);
  }
}
