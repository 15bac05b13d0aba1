import type { Source } from '../../contracts/judge/exchange.js';
import { isUnreadable, unreadableRequest } from '../../contracts/judge/unparsed-request.js';
import type { OtherRequests } from '../verdict/other-requests.js';
import type { CountedMessage, FailOn, Report } from '../verdict/report.js';
import { Tally } from '../verdict/tally.js';
import type { JudgedRequest, Reply } from './reply.js';
import { describeOperation } from './request-log.js';

/** Beyond this many different messages of a kind, requests are only counted. */
const mostMessages = 100;

/** Sums up the requests to a server. Only requests are judged: the answers are our own, or recorded, and then `check` judges them. */
export class ServeSummary {
  requests = 0;
  /** Requests that broke the contract. */
  broken = 0;
  /** Requests that did not come from a client of this server. */
  refused = 0;
  /** Requests that could not be read. */
  unread = 0;
  private readonly tally: Tally;
  private readonly unansweredByMessage = new Map<string, number>();
  private readonly notFoundByMessage = new Map<string, number>();

  constructor(
    failOn: FailOn,
    private readonly cases: boolean,
  ) {
    this.tally = new Tally(failOn, { cases });
  }

  add(judged: JudgedRequest, { unanswered, refused, unread, notFound }: Reply): void {
    const { request, judgement } = judged;
    const index = this.requests;
    this.requests += 1;
    if (refused !== undefined) this.refused += 1;
    if (unread !== undefined) this.unread += 1;
    if (unanswered !== undefined) count(this.unansweredByMessage, unanswered, 'Further requests that no recording answers.');
    if (notFound !== undefined) count(this.notFoundByMessage, notFound, 'The emulator lacks further objects.');
    const source: Source = { file: 'serve', index: 0, description: '' };
    if (judgement.kind === 'outside') {
      this.tally.add({ source, judgement, request });
      return;
    }
    const { findings } = judgement;
    if (findings.some(({ severity }) => severity === 'breaking')) this.broken += 1;
    const isShown = findings.length > 0 || unread !== undefined || this.cases;
    this.tally.add({
      source: isShown ? { ...source, index, description: descriptionOf(judged) } : source,
      // The answers are not Graph's, so they make no request inconclusive.
      judgement: isUnreadable(judgement) ? judgement : { ...judgement, kind: 'judged' },
    });
  }

  report(): Report {
    return this.tally.report('serve');
  }

  /** Requests of other operations. */
  get others(): OtherRequests {
    return this.tally.others;
  }

  get unanswered(): CountedMessage[] {
    return counted(this.unansweredByMessage);
  }

  /** Requests for objects that the emulator does not have. */
  get notFound(): CountedMessage[] {
    return counted(this.notFoundByMessage);
  }
}

/** @param further counts messages beyond the limit. */
function count(messages: Map<string, number>, message: string, further: string): void {
  const key = messages.has(message) || messages.size < mostMessages ? message : further;
  messages.set(key, (messages.get(key) ?? 0) + 1);
}

function counted(messages: ReadonlyMap<string, number>): CountedMessage[] {
  return [...messages].map(([message, times]) => ({ message, count: times }));
}

function descriptionOf(judged: JudgedRequest): string {
  const { request, judgement } = judged;
  return isUnreadable(judgement) ? unreadableRequest : `${request.method} ${describeOperation(judged)}`;
}
