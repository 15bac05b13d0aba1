import type { Exchange, Headers } from '../../contracts/judge/exchange.js';
import { isObject } from '../../contracts/json-value.js';
import { headerValues } from '../header-values.js';
import { ReadError } from '../read-error.js';

/** True for a JSON value that can only be a pact file. */
export function isPactFile(value: unknown): value is Record<string, unknown> & { readonly interactions: readonly unknown[] } {
  return isObject(value) && Array.isArray(value['interactions']) && isObject(value['consumer']) && isObject(value['provider']);
}

/**
 * Reads the interactions of a pact as exchanges: the request that the consumer sends, and the response that it relies on, by their examples.
 * Messages have no HTTP exchange, and are passed over.
 */
export function readPact(file: string, pact: { readonly interactions: readonly unknown[] }): Exchange[] {
  return pact.interactions.flatMap((interaction, index): Exchange[] => {
    if (!isObject(interaction)) throw new ReadError(file, `interaction ${String(index + 1)} is not an object`);
    const { request, response, type, description } = interaction;
    if (typeof type === 'string' && type !== 'Synchronous/HTTP') return [];
    if (!isObject(request) || !isObject(response)) {
      throw new ReadError(file, `interaction ${String(index + 1)} has no request or no response`);
    }
    const { method, path } = request;
    const status = response['status'] ?? 200;
    if (typeof method !== 'string' || typeof path !== 'string' || typeof status !== 'number') {
      throw new ReadError(file, `interaction ${String(index + 1)}: "method" and "path" must be strings, "status" a number`);
    }
    return [
      {
        request: { method, url: path, headers: headersIn(request['headers']), body: bodyIn(request['body']) },
        response: { status, headers: headersIn(response['headers']), body: bodyIn(response['body']) },
        source: { file, index, description: typeof description === 'string' ? description : `interaction ${String(index + 1)}` },
      },
    ];
  });
}

/** Version 4 wraps a body with its content type and encoding; before that, it stands bare. */
function bodyIn(body: unknown): unknown {
  if (!isObject(body) || !('content' in body) || !('contentType' in body || 'encoded' in body)) return body ?? undefined;
  const { content, encoded } = body;
  return typeof content === 'string' && (encoded === 'base64' || encoded === true)
    ? Buffer.from(content, 'base64').toString('utf8')
    : content;
}

function headersIn(headers: unknown): Headers {
  return isObject(headers) ? headerValues(Object.entries(headers)) : {};
}
