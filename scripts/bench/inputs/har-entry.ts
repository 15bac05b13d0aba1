import { exchangeAt } from './exchange-at.js';
import { graphHost } from './generated-exchange.js';

/**
 * What stands before and after the entries of a HAR. Browsers indent theirs; this one is written without any white space, because the peer
 * reads a file whole, and 100,000 indented entries are more than a string of Node can hold.
 */
export const harStart = '{"log":{"version":"1.2","creator":{"name":"WebInspector","version":"537.36"},"pages":[],"entries":[';
export const harEnd = ']}}';

/** The exchange at a place, as an entry of a HAR with all that Chromium writes into one. */
export function harEntry(index: number): string {
  const { method, path, request, response, when, milliseconds } = exchangeAt(index, 'observed');
  const sent = JSON.stringify(request.body);
  const answered = response.body === undefined ? '' : JSON.stringify(response.body);
  const entry = {
    _connectionId: '482',
    _initiator: { type: 'script', stack: { callFrames: [], parentId: { id: '7', debuggerId: '-3205.1187' } } },
    _priority: 'High',
    _resourceType: 'fetch',
    cache: {},
    connection: '443',
    request: {
      method,
      url: `https://${graphHost}${path}`,
      httpVersion: 'http/2.0',
      headers: headersOf({ ':authority': graphHost, ':method': method, ':path': path, ':scheme': 'https', ...request.headers }),
      queryString: [],
      cookies: [],
      headersSize: -1,
      bodySize: sent.length,
      postData: { mimeType: request.headers['content-type'] ?? '', text: sent },
    },
    response: {
      status: response.status,
      statusText: response.statusText,
      httpVersion: 'http/2.0',
      headers: headersOf(response.headers),
      cookies: [],
      content: {
        size: answered.length,
        mimeType: (response.headers['content-type'] ?? 'x-unknown').replace(/;.*/, ''),
        ...(answered === '' ? {} : { text: answered }),
      },
      redirectURL: '',
      headersSize: -1,
      bodySize: -1,
      _transferSize: answered.length + 312,
      _error: null,
      _fetchedViaServiceWorker: false,
    },
    serverIPAddress: '[2001:db8::1]',
    startedDateTime: when.toISOString(),
    time: milliseconds + 0.871,
    timings: {
      blocked: 1.402,
      dns: -1,
      ssl: -1,
      connect: -1,
      send: 0.211,
      wait: milliseconds - 1.642,
      receive: 0.9,
      _blocked_queueing: 1.116,
      _workerStart: -1,
    },
  };
  return JSON.stringify(entry);
}

function headersOf(headers: Record<string, string>): { name: string; value: string }[] {
  return Object.entries(headers).map(([name, value]) => ({ name, value }));
}
