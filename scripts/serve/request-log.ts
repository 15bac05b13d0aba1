import { countOf } from '../../contracts/count-of.js';
import type { Finding } from '../../contracts/judge/finding.js';
import { describeMethod } from '../../contracts/judge/describe.js';
import { matchOperation } from '../../contracts/judge/match-operation.js';
import { isUnreadable, unreadableRequest } from '../../contracts/judge/unparsed-request.js';
import type { JudgedRequest, Reply } from './reply.js';

/** How long a line may wait for others, in milliseconds, and how many characters may. */
const longestWait = 100;
const mostCharacters = 64 * 1024;

/** A line for each request, written together with others, because each writing holds the server up. Requests alike are one line, with their number. */
export class RequestLog {
  private waiting = '';
  private last = '';
  private times = 0;
  private timer: NodeJS.Timeout | undefined;

  /** @param onlyTrouble leaves out requests that keep to the contract and were answered. */
  constructor(
    private readonly write: (text: string) => void,
    private readonly onlyTrouble: boolean,
  ) {}

  add(judged: JudgedRequest, reply: Reply): void {
    const findings = judged.judgement.kind === 'outside' ? [] : judged.judgement.findings;
    if (this.onlyTrouble && findings.length === 0 && (reply.unanswered ?? reply.refused ?? reply.unread) === undefined) return;
    this.addText(textOf(judged, reply, findings));
  }

  /** Writes what is waiting. */
  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.endRun();
    if (this.waiting !== '') this.write(this.waiting);
    this.waiting = '';
  }

  private addText(text: string): void {
    if (text === this.last) {
      this.times += 1;
    } else {
      this.endRun();
      this.last = text;
      this.times = 1;
    }
    if (this.waiting.length > mostCharacters) this.flush();
    this.timer ??= setTimeout(() => {
      this.flush();
    }, longestWait);
  }

  private endRun(): void {
    if (this.times === 0) return;
    this.waiting += this.times === 1 ? `${this.last}\n` : `${this.last.replace(/(?=\n|$)/, `  (${countOf(this.times, 'time')})`)}\n`;
    this.last = '';
    this.times = 0;
  }
}

function textOf(judged: JudgedRequest, reply: Reply, findings: readonly Finding[]): string {
  const { request, tooLong } = judged;
  const status = reply.drop ? 'connection dropped' : String(reply.status);
  let text = isUnreadable(judged.judgement)
    ? `? ${status}  ${unreadableRequest}`
    : `${describeMethod(request.method)} ${status}  ${operationOf(judged)}`;
  if (tooLong) text += ', with a body of more than 4 MiB, which was not taken';
  for (const { severity, code, message, documentedAt } of findings) {
    text += `\n  ${severity}  ${code}  ${message}  ${documentedAt.file}:${documentedAt.line}`;
  }
  const why = reply.unanswered ?? reply.refused ?? (findings.length === 0 ? reply.unread : undefined);
  if (why !== undefined) text += `\n  ${why}`;
  return text;
}

/** What a request is about, in words. */
export function operationOf({ request, judgement }: JudgedRequest): string {
  if (judgement.kind !== 'outside') return nameOf(judgement.operation, judgement.version);
  const match = matchOperation(request.url);
  if (match === undefined) return 'not one of the two operations';
  const name = nameOf(match.contract.name, match.version);
  return request.method === 'GET' ? `a read on the path of ${name}` : `on the path of ${name}, not judged`;
}

function nameOf(operation: string, version: string | undefined): string {
  return version === undefined ? operation : `${operation} ${version}`;
}
