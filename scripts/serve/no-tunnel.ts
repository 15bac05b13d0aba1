import { ownReply } from '../http/own-reply.js';
import type { Reply } from './judged-request.js';

const why = 'No tunnel is opened here. Give your client the address of this server as its base URL, not as its HTTP proxy.';

/** What a client gets that takes the server for its HTTP proxy, and asks for a tunnel: nobody could see what it sends through that. */
export const noTunnel: Reply = { ...ownReply(405, 'MethodNotAllowed', why, 'allow', 'GET, PATCH'), unanswered: why };
