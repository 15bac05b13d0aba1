import { createPipelineRequest } from '@azure/core-rest-pipeline';
import { OutboundHttp } from '../../../scripts/client/outbound-http.js';
import { WatchedHttp } from '../../../scripts/tenant/watched-http.js';
import { localServer, type LocalServer } from '../client/local-server.js';

let server: LocalServer;
beforeAll(async () => {
  // Only the second request gets a response.
  server = await localServer((response) => {
    if (server.requests.length > 1) response.writeHead(400).end('{"error_description":"AADSTS90033: busy"}');
  });
});
afterAll(() => server.close());

test('a request times out, and may be sent again', async () => {
  const http = new WatchedHttp(new OutboundHttp({}), 200);
  const request = createPipelineRequest({ url: server.origin, allowInsecureConnection: true });
  await expect(http.client.sendRequest(request)).rejects.toThrow();
  expect(http.last).toEqual({ failure: 'TIMEOUT' });
  expect(request.abortSignal).toBeUndefined();
  await http.client.sendRequest(request);
  expect(http.last).toEqual({ status: 400, entraCode: 90033, busy: false });
});

test('a failure is named by its code', async () => {
  const http = new WatchedHttp(new OutboundHttp({}));
  const gone = await localServer(() => undefined);
  await gone.close();
  await expect(http.client.sendRequest(createPipelineRequest({ url: gone.origin, allowInsecureConnection: true }))).rejects.toThrow();
  expect(http.last).toEqual({ failure: 'ECONNREFUSED' });
});
