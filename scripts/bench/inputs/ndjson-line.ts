import { exchangeAt } from './faults.js';
import { graphHost } from './generated-exchange.js';

/** One exchange as a line of NDJSON, with bodies as text. */
export function ndjsonLine(index: number): string {
  const { path, request, response } = exchangeAt(index, 'observed');
  const line = {
    request: { method: 'PATCH', url: `https://${graphHost}${path}`, headers: request.headers, body: JSON.stringify(request.body) },
    response: { ...response, body: response.body && JSON.stringify(response.body) },
  };
  return `${JSON.stringify(line)}\n`;
}
