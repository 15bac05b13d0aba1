import { describeMethod } from '../../contracts/judge/describe.js';
import { type Exchange, type ExchangeRequest, type Source, isWithheld } from '../../contracts/judge/exchange.js';
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
import type { BrokenOff, ProxyObserver } from './proxy-server.js';

/** Judges exchanges as they pass, and shows a line for each: the request, the answer, and the verdict. No ids. */
export class PassingExchanges implements ProxyObserver {
  /** Requests that did not leave the machine: those of the operations, which were judged; unreadable ones; and all others. */
  readonly refused = { judged: 0, unreadable: 0, others: 0 };
  private lines: string[] = [];
  private writing: NodeJS.Immediate | undefined;
  private count = 0;

  /** @param keep gets each exchange, too. */
  constructor(
    private readonly tally: Tally,
    private readonly write: (text: string) => void,
    private readonly keep: (exchange: Exchange) => void,
  ) {}

  onExchange(exchange: Exchange): void {
    this.keep(exchange);
    const source = this.nextSource(describe(exchange.request));
    const judgement = judge({ ...exchange, source });
    this.tally.add({ source, judgement, request: exchange.request });
    const outcome = exchange.response === undefined ? (exchange.failure ?? 'no answer') : String(exchange.response.status);
    this.show(`${source.description}  ${outcome}  ${verdict(judgement, exchange)}`, judgement);
  }

  /** Judges a request that the proxy refuses: its mistakes are mistakes before Graph, too. */
  onRefused(request: ExchangeRequest, status: number, why: string): void {
    const judgement = judgeAsServer(request);
    // Without an answer there is nothing to say about Graph.
    this.addRefused(request, judgement.kind === 'outside' ? judgement : { ...judgement, kind: 'judged' }, status, why);
  }

  onUnparsed(unparsed: UnparsedRequest, status: number): void {
    this.addRefused(
      unparsed.line ?? { method: '', url: '' },
      judgeUnparsed(unparsed),
      status,
      `It cannot be read as HTTP: ${unparsed.why}.`,
    );
  }

  onBrokenOff(request: BrokenOff, why: string): void {
    this.show(`${describe(request)}  broken off: ${why}. Neither judged nor recorded.`);
  }

  flush(): void {
    clearImmediate(this.writing);
    this.writing = undefined;
    if (this.lines.length > 0) this.write(`${this.lines.join('\n')}\n`);
    this.lines = [];
  }

  private addRefused(request: BrokenOff, judgement: Judgement, status: number, why: string): void {
    let shown = describeMethod(request.method);
    if (judgement.kind === 'outside') {
      this.refused.others += 1;
      this.tally.others.add(request);
    } else {
      const isRead = !isUnreadable(judgement);
      this.refused[isRead ? 'judged' : 'unreadable'] += 1;
      shown = isRead ? describe(request) : unreadableRequest;
      this.tally.add({ source: this.nextSource(shown), judgement });
    }
    this.show(`${shown}  ${status === 0 ? 'connection dropped' : status}  kept on this machine. ${why}`, judgement);
  }

  /** Many lines are written at once: a terminal takes longer for one than a judgement does. */
  private show(line: string, judgement?: Judgement): void {
    this.lines.push(line);
    const findings = judgement === undefined || judgement.kind === 'outside' ? [] : judgement.findings;
    for (const { severity, code, message } of findings) if (severity !== 'note') this.lines.push(`  ${severity}  ${code}  ${message}`);
    this.writing ??= setImmediate(() => {
      this.flush();
    });
  }

  private nextSource(description: string): Source {
    const source = { file: 'proxy', index: this.count, description };
    this.count += 1;
    return source;
  }
}

function describe({ method, url }: BrokenOff): string {
  const match = matchOperation(url);
  return match === undefined ? `${method} of another operation` : `${method} ${match.contract.name} ${match.version ?? ''}`.trimEnd();
}

function verdict(judgement: Judgement, { request, response = { status: 0 } }: Exchange): string {
  if (judgement.kind === 'outside') return 'a read, not judged';
  if (judgement.kind === 'inconclusive') return `inconclusive: ${judgement.reason}`;
  if (judgement.findings.some(({ severity }) => severity === 'breaking')) return 'disagrees';
  const unread = [...(isWithheld(request) ? ['request'] : []), ...(isWithheld(response) ? ['answer'] : [])];
  return unread.length === 0 ? 'agrees' : `agrees, but the body of the ${unread.join(' and the ')} could not be read`;
}
