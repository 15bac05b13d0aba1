import { matchOperation } from '../../contracts/judge/match-operation.js';
import { noAnswerInBatch } from '../traffic/batch.js';
import { type Exchange, isWithheld } from '../../contracts/judge/exchange.js';
import { nameExchange } from './name-exchange.js';

/** More of the same shows nothing new, fills the memory, and makes a file that nobody reads. */
const usualMost = 1_000;

/** So many bytes of a kind are enough too, however few exchanges they are. */
const mostBytes = 32 * 1024 * 1024;

interface Amount {
  exchanges: number;
  bytes: number;
}

/** Knows of which kinds of exchanges there are enough. */
export class Enough {
  /** Exchanges that were left out, because there were enough of their kind. */
  notKept = 0;

  /** Exchanges that were left out, because nobody has kept the body of their answer: to replay them would be to make one up. */
  withoutBody = 0;

  private readonly amounts = new Map<string, Amount>();

  /** @param most the most exchanges of one operation with the same outcome. 1,000 unless told. */
  constructor(private readonly most = usualMost) {}

  /** Whether an exchange is to be kept: it is about one of the operations, its answer is there, and there are not enough of its kind. One that is not is counted. */
  wants(exchange: Exchange): boolean {
    const match = matchOperation(exchange.request.url);
    if (match?.version === undefined || !isRead(exchange, match.contract.method)) return false;
    const isUnknown = exchange.response === undefined ? exchange.failure === noAnswerInBatch : isWithheld(exchange.response);
    if (isUnknown) {
      this.withoutBody += 1;
      return false;
    }
    const kind = `${match.contract.name} ${exchange.request.method.toUpperCase()} ${nameExchange(exchange)}`;
    let amount = this.amounts.get(kind);
    if (amount === undefined) this.amounts.set(kind, (amount = { exchanges: 0, bytes: 0 }));
    if (amount.exchanges >= this.most || amount.bytes >= mostBytes) {
      this.notKept += 1;
      return false;
    }
    amount.exchanges += 1;
    amount.bytes += sizeOf(exchange);
    return true;
  }
}

function isRead({ request }: Exchange, update: string): boolean {
  const method = request.method.toUpperCase();
  return method === 'GET' || method === update;
}

/** What stands beside the bodies: the address and the headers. */
const besides = 1_000;

/** About how many bytes of memory an exchange takes as long as it waits. */
function sizeOf({ request, response }: Exchange): number {
  return besides + lengthOf(request.body) + lengthOf(response?.body);
}

function lengthOf(body: unknown): number {
  if (typeof body === 'string') return body.length;
  if (body === undefined || body === null) return 0;
  try {
    return JSON.stringify(body).length;
  } catch {
    // What is no JSON is refused when it is redacted.
    return 0;
  }
}
