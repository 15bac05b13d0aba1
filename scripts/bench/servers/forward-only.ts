/** What the recording proxy is measured against: `node forward-only.js <http-proxy> <port> <upstream port>` forwards, and does nothing else. */
import { Agent, createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';

interface HttpProxy {
  readonly createProxyServer: (options: object) => { readonly web: (request: IncomingMessage, response: ServerResponse) => void };
}

const [library = '', port, upstream] = process.argv.slice(2);
const { createProxyServer } = createRequire(__filename)(library) as HttpProxy;
const proxy = createProxyServer({ target: `http://127.0.0.1:${upstream ?? ''}`, agent: new Agent({ keepAlive: true }) });
createServer((request, response) => {
  proxy.web(request, response);
}).listen(Number(port), '127.0.0.1');
