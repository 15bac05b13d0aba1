import { isWithheld, type Exchange } from '../../contracts/judge/exchange.js';
import { matchOperation } from '../../contracts/judge/match-operation.js';
import { noAnswerInBatch } from '../traffic/batch.js';
import { nameExchange } from './name-exchange.js';

/** More exchanges of one kind show nothing new, fill the memory, and make the file unreadably long. */
const usualMost = 1_000;

/** The most bytes of one kind, however few its exchanges are. */
const mostBytes = 32 * 1024 * 1024;

/** Limits how many exchanges of each kind a recording keeps. */
export class ExchangeLimit {
  /** Exchanges beyond the limit of their kind. */
  notKept = 0;

  /** Exchanges whose response body is not known: it could not be replayed. */
  withoutBody = 0;

  private readonly kinds = new Map<string, { exchanges: number; bytes: number }>();

  /** @param most the most exchanges of one operation with the same outcome. */
  constructor(private readonly most = usualMost) {}

  /** Whether to keep an exchange. Counts those of the two operations that are not kept. */
  admits(exchange: Exchange): boolean {
    const { request, response, failure } = exchange;
    const match = matchOperation(request.url);
    const method = request.method.toUpperCase();
    if (match?.version === undefined || (method !== 'GET' && method !== match.contract.method)) return false;
    if (response === undefined ? failure === noAnswerInBatch : isWithheld(response)) {
      this.withoutBody += 1;
      return false;
    }
    const name = `${match.contract.name} ${method} ${nameExchange(exchange, match.contract)}`;
    const kind = this.kinds.get(name) ?? { exchanges: 0, bytes: 0 };
    this.kinds.set(name, kind);
    if (kind.exchanges >= this.most || kind.bytes >= mostBytes) {
      this.notKept += 1;
      return false;
    }
    kind.exchanges += 1;
    kind.bytes += besideBodies + lengthOf(request.body) + lengthOf(response?.body);
    return true;
  }
}

/** About how many bytes the URL and the headers take. */
const besideBodies = 1_000;

function lengthOf(body: unknown): number {
  if (typeof body === 'string') return body.length;
  if (body === undefined || body === null) return 0;
  try {
    return JSON.stringify(body).length;
  } catch {
    // Redaction refuses it later.
    return 0;
  }
}
