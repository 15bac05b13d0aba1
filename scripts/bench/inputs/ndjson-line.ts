import { exchangeAt } from './exchange-at.js';
import { graphHost } from './generated-exchange.js';

/** The exchange at a place, as a line of NDJSON: one object with a request and a response, the bodies as the text that was sent. */
export function ndjsonLine(index: number): string {
  const { method, path, request, response } = exchangeAt(index, 'observed');
  const line = {
    request: { method, url: `https://${graphHost}${path}`, headers: request.headers, body: JSON.stringify(request.body) },
    response: {
      status: response.status,
      headers: response.headers,
      ...(response.body === undefined ? {} : { body: JSON.stringify(response.body) }),
    },
  };
  return `${JSON.stringify(line)}\n`;
}
