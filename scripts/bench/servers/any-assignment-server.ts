/**
 * Stands behind the proxies: `node any-assignment-server.js <port> <body>` answers every update with this body, about the assignment that was asked
 * for, and under an id of its own, as Graph does: no two exchanges are alike.
 */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';

const [port, body = '{}'] = process.argv.slice(2);
const answer = JSON.parse(body) as object;
createServer((request, response) => {
  request.resume();
  request.on('end', () => {
    const id = (request.url ?? '').split('/').at(-1);
    const text = JSON.stringify({ ...answer, id });
    response.writeHead(200, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(text),
      'request-id': randomUUID(),
    });
    response.end(text);
  });
}).listen(Number(port), '127.0.0.1');
