import { exchangeAt } from './faults.js';
import { graphHost } from './generated-exchange.js';

/** No white space, unlike a browser's HAR: Redocly reads a file into one string, and 100,000 indented entries exceed Node's limit. */
export const harStart = '{"log":{"version":"1.2","creator":{"name":"WebInspector","version":"537.36"},"pages":[],"entries":[';
export const harEnd = ']}}';

const chromium = { _connectionId: '482', _priority: 'High', _resourceType: 'fetch', connection: '443', cache: {} };

/** An entry with the members that Chromium writes. */
export function harEntry(index: number): string {
  const { path, request, response, when } = exchangeAt(index, 'observed');
  const answered = response.body && JSON.stringify(response.body);
  const mimeType = (response.headers['content-type'] ?? 'x-unknown').replace(/;.*/, '');
  const pseudoHeaders = { ':authority': graphHost, ':method': 'PATCH', ':path': path, ':scheme': 'https' };
  const common = { httpVersion: 'http/2.0', cookies: [], headersSize: -1, bodySize: -1 };
  return JSON.stringify({
    ...chromium,
    request: {
      method: 'PATCH',
      url: `https://${graphHost}${path}`,
      ...common,
      headers: headerList({ ...pseudoHeaders, ...request.headers }),
      queryString: [],
      postData: { mimeType: request.headers['content-type'] ?? '', text: JSON.stringify(request.body) },
    },
    response: {
      status: response.status,
      statusText: response.status === 200 ? 'OK' : 'No Content',
      ...common,
      headers: headerList(response.headers),
      content: { size: answered?.length ?? 0, mimeType, text: answered },
      redirectURL: '',
    },
    serverIPAddress: '[2001:db8::1]',
    startedDateTime: when.toISOString(),
    time: 180,
    timings: { blocked: 1.402, dns: -1, ssl: -1, connect: -1, send: 0.211, wait: 177.487, receive: 0.9 },
  });
}

function headerList(headers: Record<string, string>): { name: string; value: string }[] {
  return Object.entries(headers).map(([name, value]) => ({ name, value }));
}
