import { Server, type ServerOptions } from 'node:https';
import type { Socket } from 'node:net';

/** The certificate of an HTTPS server, with those between it and its authority, and its private key, as PEM texts. */
export interface ServerCertificate {
  readonly cert: string;
  readonly key: string;
  /** The host in the address of the server. Default: the address that it listens on. */
  readonly name?: string;
}

/** The code of the error for a client that speaks HTTP without TLS. */
export const notEncrypted = 'ERR_SSL_HTTP_REQUEST';

/** The type of each first record of a TLS connection. */
const handshakeRecord = 22;

/** An HTTPS server that can answer clients which speak plain HTTP: they reach `clientError` with a socket that can still be written to. */
export class EncryptedServer extends Server {
  private readonly open = new Set<Socket>();

  /** @param handshake how many milliseconds a client may take to encrypt its connection. */
  constructor(options: ServerOptions, handshake: number) {
    super({ ...options, handshakeTimeout: handshake });
    const encrypt = this.listeners('connection') as ((socket: Socket) => void)[];
    this.removeAllListeners('connection');
    this.on('connection', (socket: Socket) => {
      this.open.add(socket);
      socket.once('close', () => this.open.delete(socket));
      const drop = (): void => {
        socket.destroy();
      };
      socket.on('error', drop).on('end', drop).setTimeout(handshake, drop);
      socket.once('data', (packet: Buffer) => {
        socket.off('end', drop).setTimeout(0, drop);
        if (packet[0] !== handshakeRecord) {
          this.emit('clientError', Object.assign(new Error('not encrypted'), { code: notEncrypted }), socket);
          return;
        }
        socket.pause();
        socket.unshift(packet);
        for (const listener of encrypt) listener.call(this, socket);
      });
    });
  }

  /** Also those that are not encrypted yet. */
  override closeAllConnections(): void {
    for (const socket of this.open) socket.destroy();
    super.closeAllConnections();
  }
}

/** True for a connection of an HTTPS server. */
export function isEncrypted(socket: Socket): boolean {
  return 'encrypted' in socket && socket.encrypted === true;
}
