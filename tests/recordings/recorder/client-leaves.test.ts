/** A client that does not wait for the end of an answer says nothing about Graph. */
import { createServer, request as httpRequest, type IncomingMessage, type Server } from 'node:http';
import axios from 'axios';
import { request as undiciRequest } from 'undici';
import { startRecording } from '../../../recordings/recorder/start-recording.js';
import { close, listen } from '../../../scripts/http/local-server.js';
import { useTemporaryFolder } from '../temporary-folder.js';
import { path, sentText } from './odd-graph.js';

let graph: Server;
let origin: string;
/** Settles when a request has come to Graph, which says nothing, or no more than the beginning of its answer. */
let arriving: Promise<void>;
const folder = useTemporaryFolder();
beforeEach(async () => {
  let arrive: () => void;
  arriving = new Promise((resolve) => (arrive = resolve));
  graph = createServer((request, response) => {
    request.resume().on('end', () => {
      if (request.url?.endsWith('begins')) response.writeHead(200, { 'content-type': 'application/json', 'content-length': 99 }).write('{');
      arrive();
    });
  });
  origin = await listen(graph, 0, '127.0.0.1');
});
afterEach(() => close(graph));

const sent = { method: 'PATCH', headers: { 'content-type': 'application/json' }, body: sentText } as const;

/** A signal that aborts when the request has arrived. */
function signal(reason?: unknown): AbortSignal {
  const controller = new AbortController();
  void arriving.then(() => {
    controller.abort(reason);
  });
  return controller.signal;
}

function answerOfNodeHttp(url: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    httpRequest(url, sent, resolve).on('error', reject).end(sentText);
  });
}

test.each<[string, (silent: string, begins: string) => Promise<unknown>]>([
  [
    'node:http, with a signal',
    (url) =>
      new Promise((_, reject) =>
        httpRequest(url, { ...sent, signal: signal() })
          .on('error', reject)
          .end(sentText),
      ),
  ],
  [
    'node:http, by destroy()',
    (url) =>
      new Promise((_, reject) => {
        const asked = httpRequest(url, sent).on('error', reject);
        asked.end(sentText);
        void arriving.then(() => asked.destroy());
      }),
  ],
  ['node:http, in the middle of the answer', async (_, url) => (await answerOfNodeHttp(url)).destroy(new Error('no'))],
  ['fetch, with a signal', (url) => fetch(url, { ...sent, signal: signal() })],
  ['fetch, with a reason of its own', (url) => fetch(url, { ...sent, signal: signal(new Error('no')) })],
  ['fetch, in the middle of the answer', async (_, url) => (await fetch(url, sent)).body?.cancel()],
  ['undici request, with a signal', (url) => undiciRequest(url, { ...sent, signal: signal() })],
  [
    'undici request, in the middle of the answer',
    async (_, url) => (await undiciRequest(url, sent)).body.on('error', () => undefined).destroy(),
  ],
  ['axios, with a signal', (url) => axios.patch(url, sentText, { headers: sent.headers, signal: signal() })],
  ['axios, after a time', (url) => axios.patch(url, sentText, { headers: sent.headers, timeout: 300 })],
  ['axios, after a time in the middle of the answer', (_, url) => axios.patch(url, sentText, { headers: sent.headers, timeout: 300 })],
])('%s', async (_what, leave) => {
  const session = await startRecording({ folder: folder.path, graph: origin });
  await leave(`${origin}${path}?x=silent`, `${origin}${path}?x=begins`).catch(() => undefined);
  await arriving;
  // What a broken connection looks like to a client comes a moment later.
  graph.closeAllConnections();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(await session.stop()).toMatchObject({ exchanges: 0, files: [] });
});
