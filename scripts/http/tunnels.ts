import { ServerResponse, type IncomingMessage, type Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Lets a server answer those who take it for their HTTP proxy, and ask it for a tunnel (CONNECT): Node would close the connection without a word.
 * The connection ends with the answer.
 */
export function answerTunnels(server: Server, answer: (request: IncomingMessage, response: ServerResponse) => void): void {
  server.on('connect', (request: IncomingMessage, socket: Socket) => {
    // Whoever asked may be gone before the answer is written.
    socket.on('error', () => socket.destroy());
    const response = new ServerResponse(request);
    response.shouldKeepAlive = false;
    response.assignSocket(socket);
    response.on('finish', () => socket.end());
    answer(request, response);
  });
}
