import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';

/** Connections on which nobody has asked for anything yet. Node does not take them for idle, and would wait for them to end. */
export class UnusedConnections {
  private readonly sockets = new Set<Socket>();

  constructor(server: Server) {
    server.on('connection', (socket: Socket) => {
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
    });
  }

  /** To be told of each request. */
  take({ socket }: IncomingMessage): void {
    this.sockets.delete(socket);
  }

  /** Ends them. What a client has sent by now may not be read yet: it is taken first. */
  end(): void {
    setImmediate(() => {
      for (const socket of this.sockets) socket.destroy();
    });
  }
}
