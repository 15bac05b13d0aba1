import { countOf } from '../../contracts/count-of.js';
import { describeMethod } from '../../contracts/judge/describe.js';
import { matchOperation } from '../../contracts/judge/match-operation.js';
import { isUnreadable, unreadableRequest } from '../../contracts/judge/unparsed-request.js';
import { ourOperations } from '../verdict/other-requests.js';
import type { JudgedRequest, Reply } from './reply.js';

/** Milliseconds that a line waits for others, and characters that do. */
const longestWait = 100;
const mostCharacters = 64 * 1024;

/** Logs each request. Equal entries in a row become one with a count, and writes are batched: each blocks the server. */
export class RequestLog {
  private waiting = '';
  private last = '';
  private times = 0;
  private timer: NodeJS.Timeout | undefined;

  /** @param onlyTrouble leaves out requests without findings that were answered. */
  constructor(
    private readonly write: (text: string) => void,
    private readonly onlyTrouble: boolean,
  ) {}

  add(judged: JudgedRequest, reply: Reply): void {
    const entry = entryOf(judged, reply);
    if (this.onlyTrouble && !entry.includes('\n')) return;
    if (entry !== this.last) {
      this.endLast();
      this.last = entry;
    }
    this.times += 1;
    if (this.waiting.length > mostCharacters) this.flush();
    this.timer ??= setTimeout(() => {
      this.flush();
    }, longestWait);
  }

  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.endLast();
    if (this.waiting !== '') this.write(this.waiting);
    this.waiting = '';
  }

  private endLast(): void {
    const count = this.times > 1 ? `  (${countOf(this.times, 'time')})` : '';
    if (this.times > 0) this.waiting += `${this.last.replace(/(?=\n|$)/, count)}\n`;
    this.last = '';
    this.times = 0;
  }
}

/** One line for the request, then an indented line for each finding and reason. */
function entryOf(judged: JudgedRequest, { drop, status, unanswered, refused, unread, notFound }: Reply): string {
  const { request, judgement } = judged;
  const findings = judgement.kind === 'outside' ? [] : judgement.findings;
  const shownStatus = drop ? 'connection dropped' : String(status);
  const line = isUnreadable(judgement)
    ? `? ${shownStatus}  ${unreadableRequest}`
    : `${describeMethod(request.method)} ${shownStatus}  ${describeOperation(judged)}`;
  const why = unanswered ?? refused ?? notFound ?? (findings.length === 0 ? unread : undefined);
  return [
    request.bodyWithheld === true ? `${line}, with a body of more than 4 MiB, which was not taken` : line,
    ...findings.map(({ severity, code, message, documentedAt: { file, line: at } }) => `${severity}  ${code}  ${message}  ${file}:${at}`),
    ...(why === undefined ? [] : [why]),
  ].join('\n  ');
}

/** The operation that a request is about, or could be mistaken for. */
export function describeOperation({ request, judgement }: JudgedRequest): string {
  if (judgement.kind !== 'outside') return named(judgement.operation, judgement.version);
  const match = matchOperation(request.url);
  if (match === undefined) return `not one of ${ourOperations()}`;
  const name = named(match.contract.name, match.version);
  return request.method === 'GET' ? `a read on the path of ${name}` : `on the path of ${name}, not judged`;
}

function named(operation: string, version: string | undefined): string {
  return version === undefined ? operation : `${operation} ${version}`;
}
