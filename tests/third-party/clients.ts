import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import axios from 'axios';
import { fetch as undiciFetch, request as undiciRequest } from 'undici';

/** What a client makes of an answer: its status and text, or that it failed. */
export type Seen = readonly [status: number, text: string] | 'failed';

export interface Sent {
  readonly method: string;
  readonly body?: string;
}

const headers = { authorization: 'Bearer made-up.token.of-a-test', 'content-type': 'application/json' };

type Client = (url: string, sent: Sent) => Promise<Seen>;

/** Libraries that send requests, each in its usual way. */
export const clients: Readonly<Record<string, Client>> = {
  'node:http': (url, { method, body }) =>
    new Promise((resolve, reject) => {
      const send = url.startsWith('https:') ? httpsRequest : httpRequest;
      const request = send(url, { method, headers }, (response) => {
        let text = '';
        response
          .setEncoding('latin1')
          .on('data', (chunk: string) => (text += chunk))
          .on('end', () => {
            resolve([response.statusCode ?? 0, text]);
          })
          .on('error', reject);
      }).on('error', reject);
      if (body !== undefined) request.write(body.slice(0, 5));
      request.end(body?.slice(5));
    }),
  fetch: async (url, { method, body }) => {
    const response = await fetch(url, { method, headers, body });
    return [response.status, await response.text()];
  },
  'undici request': async (url, { method, body }) => {
    const response = await undiciRequest(url, { method: method as 'PATCH', headers, body: body ?? null });
    return [response.statusCode, Buffer.from(await response.body.arrayBuffer()).toString('latin1')];
  },
  'undici fetch': async (url, { method, body }) => {
    const response = await undiciFetch(url, { method, headers, body });
    return [response.status, await response.text()];
  },
  axios: async (url, { method, body }) => {
    const { status, data } = await axios<string>({
      url,
      method,
      headers,
      data: body,
      responseType: 'text',
      transformResponse: [(x: string) => x],
      validateStatus: null,
    });
    return [status, data];
  },
};

export async function askWith(client: string, url: string, sent: Sent): Promise<Seen> {
  try {
    return (await clients[client]?.(url, sent)) ?? 'failed';
  } catch {
    return 'failed';
  }
}
