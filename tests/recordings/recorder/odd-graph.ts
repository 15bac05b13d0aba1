import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';

export const path = '/beta/deviceManagement/deviceConfigurations/abcdabcd-1234-4321-abcd-1234abcd4321/assignments/one';
export const jsonText = '{ "id" : "one", "large": 1.0, "target": {"@odata.type":"#microsoft.graph.allDevicesAssignmentTarget"} }';
export const sentText = '{"target":{"@odata.type":"#microsoft.graph.allDevicesAssignmentTarget"}}';
const json = { 'content-type': 'application/json' };

/** Answers as servers and what stands in front of them give them, by the name that is asked for in the query. */
export const answers: Readonly<Record<string, RequestListener>> = {
  plain: (_, response) => response.writeHead(200, json).end(jsonText),
  chunked: (_, response) => {
    response.writeHead(200, json).write(jsonText.slice(0, 7));
    setImmediate(() => response.end(jsonText.slice(7)));
  },
  gzip: (_, response) => response.writeHead(200, { ...json, 'content-encoding': 'gzip' }).end(gzipSync(jsonText)),
  zstd: (_, response) => response.writeHead(200, { ...json, 'content-encoding': 'zstd' }).end(jsonText),
  brotli: (_, response) => response.writeHead(200, { ...json, 'content-encoding': 'br' }).end(brotliCompressSync(jsonText)),
  deflate: (_, response) => response.writeHead(200, { ...json, 'content-encoding': 'deflate' }).end(deflateSync(jsonText)),
  'raw-deflate': (_, response) => response.writeHead(200, { ...json, 'content-encoding': 'deflate' }).end(deflateRawSync(jsonText)),
  batch: (_, response) => {
    const headers = { 'Content-Type': 'application/json' };
    const responses = [
      { id: '2', status: 404, headers, body: { error: { code: 'NotFound', message: 'No.' } } },
      { id: '1', status: 200, headers, body: JSON.parse(jsonText) as unknown },
    ];
    response.writeHead(200, json).end(JSON.stringify({ responses }));
  },
  'no-content': (_, response) => response.writeHead(204).end(),
  empty: (_, response) => response.writeHead(200, json).end(),
  'bad-request': (_, response) => response.writeHead(400, json).end('{"error":{"code":"BadRequest","message":"No."}}'),
  throttled: (_, response) =>
    response.writeHead(429, { ...json, 'retry-after': '2.5' }).end('{"error":{"code":"TooManyRequests","message":"No."}}'),
  html: (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html><body>Sign in</body></html>'),
  'broken-off': (_, response) => {
    response.writeHead(200, { ...json, 'content-length': 1000 }).write('{"id":');
    setImmediate(() => response.destroy());
  },
  'broken-gzip': (_, response) => response.writeHead(200, { ...json, 'content-encoding': 'gzip' }).end(gzipSync(jsonText).subarray(0, 30)),
  reset: (_, response) => response.destroy(),
  large: (_, response) => response.writeHead(200, json).end(`{"id":"${'x'.repeat(5 * 1024 * 1024)}"}`),
};

/** @returns its origin, and what ends it. */
export async function startOddGraph(): Promise<{ origin: string; close: () => Promise<void> }> {
  const server: Server = createServer((request, response) => {
    request.resume().on('end', () => {
      answers[new URL(request.url ?? '', 'http://x').searchParams.get('x') ?? 'plain']?.(request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
