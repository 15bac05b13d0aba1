/**
 * What a server is measured against: `node bare-server.js <port> <body>` answers every request with the same bytes, and looks at nothing. It is as
 * one writes it: it has fewer headers and a shorter body to write than an answer of Graph, and sends each answer by itself.
 */
import { createServer } from 'node:http';

const [port, body = ''] = process.argv.slice(2);
const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
createServer((request, response) => {
  // The body is taken from the wire, as everybody must.
  request.resume();
  request.on('end', () => {
    response.writeHead(200, headers);
    response.end(body);
  });
}).listen(Number(port), '127.0.0.1');
