import { Agent, request as httpRequest } from 'node:http';

/** An update as a service would send it. */
export interface Update {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Sends an update, and reads the whole answer. @returns its status. */
export type Ask = (update: Update) => Promise<number>;

/** By what a service asks: both keep their connection. */
export const waysToAsk = {
  'node:http': (port: number): Ask => {
    const agent = new Agent({ keepAlive: true });
    return ({ path, headers, body }) =>
      new Promise((resolve, reject) => {
        const sent = { ...headers, 'content-length': Buffer.byteLength(body) };
        httpRequest({ host: '127.0.0.1', port, method: 'PATCH', path, headers: sent, agent }, (response) => {
          let text = '';
          response
            .setEncoding('utf8')
            .on('data', (chunk: string) => (text += chunk))
            .on('end', () => {
              JSON.parse(text);
              resolve(response.statusCode ?? 0);
            })
            .on('error', reject);
        })
          .on('error', reject)
          .end(body);
      });
  },
  fetch: (port: number): Ask => {
    // Taken at each request: a recorder may put its own in its place.
    return async ({ path, headers, body }) => {
      const response = await fetch(`http://127.0.0.1:${String(port)}${path}`, { method: 'PATCH', headers, body });
      await response.json();
      return response.status;
    };
  },
} as const;

export type WayToAsk = keyof typeof waysToAsk;
