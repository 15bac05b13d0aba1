/** What a server is measured against: `node bare-server.js <port> <size>` answers every request with the same bytes, and looks at nothing. */
import { createServer } from 'node:http';

const [port, size] = process.argv.slice(2).map(Number);
const body = JSON.stringify({ id: 'x'.repeat(Math.max(0, (size ?? 0) - 9)) });
const headers = { 'content-type': 'application/json', 'content-length': body.length };
createServer((request, response) => {
  // The body is taken from the wire, as everybody must.
  request.resume();
  request.on('end', () => {
    response.writeHead(200, headers);
    response.end(body);
  });
}).listen(port, '127.0.0.1');
