// Records what clients, named in one argument, ask of a server side by side, and compares it with what was asked and answered. See `npm run matrix`.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer, request as requestOfHttp } from 'node:http';
import { createServer as createServerOfHttp2 } from 'node:http2';
import { join } from 'node:path';
import { startRecording } from 'graph-assignment-contracts/record';

const [names, folder] = process.argv.slice(2);
const path = '/v1.0/deviceManagement/deviceConfigurations/a-policy/assignments/an-assignment';
const body = { target: { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' } };
const headers = { authorization: 'Bearer made-up', 'content-type': 'application/json' };

const answer = (request, response) => {
  request.resume().on('end', () => {
    if (request.url.endsWith('silent')) return;
    response.writeHead(200, { 'content-type': 'application/json' });
    // In two parts, of unknown length.
    response.write(JSON.stringify(body).slice(0, 9));
    setImmediate(() => response.end(JSON.stringify(body).slice(9)));
  });
};

const listen = async (server) => {
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${server.address().port}`;
};

// A copy of undici without a dispatcher of its own may take that of Node, or of another copy.
const viaUndici = async ({ request, Agent }, url, init) => (await request(url, { ...init, dispatcher: new Agent() })).body.text();

/** Each sends a request and reads the whole answer, unless it is cancelled. */
const clients = {
  'node:http': (url, { body: sent, ...init }) =>
    new Promise((resolve, reject) => {
      requestOfHttp(url, init, (response) => response.resume().on('end', resolve).on('error', reject))
        .on('error', reject)
        .end(sent);
    }),
  fetch: async (url, init) => (await fetch(url, init)).text(),
  undici: async (url, init) => viaUndici(await import('undici'), url, init),
  undici8: async (url, init) => viaUndici(await import('undici8'), url, init),
  'undici8 over HTTP/2': async (url, init) => {
    const { Client } = await import('undici8');
    const { origin, pathname, search } = new URL(url);
    const { body } = await new Client(origin, { useH2c: true }).request({ ...init, path: `${pathname}${search}` });
    return body.text();
  },
};

const asked = names.split(', ');
const server = names.endsWith('HTTP/2') ? createServerOfHttp2(answer) : createServer(answer);
const origin = await listen(server);

const recording = await startRecording({ folder, graph: origin });
const sent = { method: 'PATCH', headers, body: JSON.stringify(body) };
await Promise.all(asked.map((name) => clients[name](`${origin}${path}`, sent)));
await Promise.all(asked.map((name) => clients[name](`${origin}${path}`, { method: 'GET', headers })));
for (const name of asked) {
  // A cancelled request says nothing about Graph.
  await assert.rejects(clients[name](`${origin}${path}?x=silent`, { ...sent, signal: AbortSignal.timeout(200) }));
}
const { files } = await recording.stop();

const exchanges = files.flatMap((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')));
assert.equal(exchanges.length, 2 * asked.length);
for (const exchange of exchanges) {
  assert.deepEqual(typeof exchange.response === 'string' ? JSON.parse(exchange.response) : exchange.response, body);
  if (exchange.method === 'PATCH') assert.deepEqual(exchange.body, body);
  assert.match(JSON.stringify(exchange.rawHeaders), /application\/json/);
}
console.log('recorded whole');
process.exit();
