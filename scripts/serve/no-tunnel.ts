import type { Reply } from './graph-server.js';

const why = 'No tunnel is opened here. Give your client the address of this server as its base URL, not as its HTTP proxy.';
const body = JSON.stringify({ error: { code: 'MethodNotAllowed', message: why } });

/** What a client gets that takes the server for its HTTP proxy, and asks for a tunnel: nobody could see what it sends through that. */
export const noTunnel: Reply = {
  status: 405,
  headers: ['content-type', 'application/json; charset=utf-8', 'allow', 'GET, PATCH', 'content-length', String(Buffer.byteLength(body))],
  body,
  unanswered: why,
};
