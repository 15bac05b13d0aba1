import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { graphError } from '../../emulator/answer.js';

const id = '00000000-0000-4000-9000-000000000000';

/** What the proxy says itself, as Graph would say it. Each is the last answer on its connection. */
export class OwnAnswers {
  private readonly ended = new WeakSet<Socket>();

  /** Whether a request came behind the last answer of its connection: it can have none. */
  cameTooLate({ socket }: IncomingMessage): boolean {
    return this.ended.has(socket);
  }

  give(request: IncomingMessage, response: ServerResponse, status: number, code: string, message: string): void {
    const date = new Date().toISOString().slice(0, 19);
    const { headers, body } = graphError(status, code, message, { requestId: id, clientRequestId: id, date });
    this.ended.add(request.socket);
    // What was not read of the request would be taken for the next one.
    response.writeHead(status, { ...headers, connection: 'close', 'x-answered-by': 'graph-assignment-contracts' });
    response.end(body);
  }
}
