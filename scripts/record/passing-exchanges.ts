import { describeMethod } from '../../contracts/judge/describe.js';
import { type Exchange, type ExchangeRequest, type Source, isWithheld } from '../../contracts/judge/exchange.js';
import type { Finding } from '../../contracts/judge/finding.js';
import { judge, type Judgement } from '../../contracts/judge/judge.js';
import { matchOperation } from '../../contracts/judge/match-operation.js';
import {
  isUnreadable,
  judgeAsServer,
  judgeUnparsed,
  unreadableRequest,
  type UnparsedRequest,
} from '../../contracts/judge/unparsed-request.js';
import type { Tally } from '../verdict/tally.js';

/** Judges exchanges as they pass by, and says a line of each: what was asked, what came, and what the contract says of it. No ids. */
export class PassingExchanges {
  private lines: string[] = [];
  private writing: NodeJS.Immediate | undefined;
  private count = 0;
  private readonly stayed = { judged: 0, unreadable: 0, others: 0 };

  constructor(
    private readonly tally: Tally,
    private readonly file: string,
    private readonly write: (text: string) => void,
  ) {}

  /** Requests that did not leave the machine: those of the operations, which were judged; those that cannot be read; and all others. */
  get refused(): { readonly judged: number; readonly unreadable: number; readonly others: number } {
    return this.stayed;
  }

  judge(exchange: Exchange): void {
    const source = this.nextSource(describe(exchange));
    const judgement = judge({ ...exchange, source });
    this.tally.add({ source, judgement, request: exchange.request });
    this.say(
      `${source.description}  ${exchange.response === undefined ? (exchange.failure ?? 'no answer') : String(exchange.response.status)}  ${verdict(judgement, exchange)}`,
    );
    if (judgement.kind !== 'outside') this.sayFindings(judgement.findings);
  }

  /** Judges a request that did not leave the machine, if it is one of the operations: what is wrong with it is wrong before Graph, too. */
  judgeRefused(request: ExchangeRequest, status: number, why: string): void {
    const judgement = judgeAsServer(request);
    // Without an answer there is nothing to say of Graph.
    this.addRefused(
      request,
      judgement.kind === 'outside' ? judgement : { ...judgement, kind: 'judged' },
      `${status}  kept on this machine. ${why}`,
    );
  }

  /** Judges a request that is not valid HTTP: it has left neither its client nor this machine as a whole. */
  judgeUnparsed(unparsed: UnparsedRequest, status: number): void {
    const request = unparsed.line ?? { method: '', url: '' };
    this.addRefused(request, judgeUnparsed(unparsed), `${status}  kept on this machine. It is not valid HTTP: ${unparsed.why}.`);
  }

  private addRefused(request: Pick<ExchangeRequest, 'method' | 'url'>, judgement: Judgement, said: string): void {
    if (judgement.kind === 'outside') {
      this.stayed.others += 1;
      this.tally.others.add(request);
      this.say(`${describeMethod(request.method)}  ${said}`);
      return;
    }
    const unreadable = isUnreadable(judgement);
    this.stayed[unreadable ? 'unreadable' : 'judged'] += 1;
    const source = this.nextSource(unreadable ? unreadableRequest : describe({ request }));
    this.tally.add({ source, judgement });
    this.say(`${source.description}  ${said}`);
    this.sayFindings(judgement.findings);
  }

  /** Says of a request that nobody knows how it would have ended. */
  brokenOff(request: Pick<ExchangeRequest, 'method' | 'url'>, why: string): void {
    this.say(`${describe({ request })}  broken off: ${why}. Neither judged nor recorded.`);
  }

  /** Many lines are written at once: a terminal takes longer for one than a judgement does. */
  say(line: string): void {
    this.lines.push(line);
    this.writing ??= setImmediate(() => {
      this.flush();
    });
  }

  private nextSource(description: string): Source {
    const source = { file: this.file, index: this.count, description };
    this.count += 1;
    return source;
  }

  private sayFindings(findings: readonly Finding[]): void {
    for (const { severity, code, message } of findings) if (severity !== 'note') this.say(`  ${severity}  ${code}  ${message}`);
  }

  flush(): void {
    clearImmediate(this.writing);
    this.writing = undefined;
    if (this.lines.length > 0) this.write(`${this.lines.join('\n')}\n`);
    this.lines = [];
  }
}

function describe({ request }: { readonly request: Pick<ExchangeRequest, 'method' | 'url'> }): string {
  const match = matchOperation(request.url);
  return match === undefined
    ? `${request.method} of another operation`
    : `${request.method} ${match.contract.name} ${match.version ?? ''}`.trimEnd();
}

function verdict(judgement: Judgement, exchange: Exchange): string {
  switch (judgement.kind) {
    case 'outside':
      return 'a read, not judged';
    case 'inconclusive':
      return `inconclusive: ${judgement.reason}`;
    case 'judged':
      return judgement.findings.some(({ severity }) => severity === 'breaking') ? 'disagrees' : `agrees${unread(exchange)}`;
    default:
      return judgement satisfies never;
  }
}

/** What an update does not agree in, and does not disagree in either. */
function unread({ request, response }: Exchange): string {
  if (!isWithheld(request) && !isWithheld(response ?? {})) return '';
  const bodies = [
    ...(isWithheld(request) ? ['the body of the request'] : []),
    ...(isWithheld(response ?? {}) ? ['the body of the answer'] : []),
  ];
  return `, but for ${bodies.join(' and ')}, which could not be read`;
}
