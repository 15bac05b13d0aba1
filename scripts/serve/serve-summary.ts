import type { Source } from '../../contracts/judge/exchange.js';
import { isUnreadable, unreadableRequest } from '../../contracts/judge/unparsed-request.js';
import type { OtherRequests } from '../verdict/other-requests.js';
import type { CountedMessage, FailOn, Report } from '../verdict/report.js';
import { Tally } from '../verdict/tally.js';
import type { JudgedRequest, Reply } from './reply.js';
import { describeOperation } from './request-log.js';

/** Beyond this many different messages, unanswered requests are only counted. */
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

  constructor(
    failOn: FailOn,
    private readonly cases: boolean,
  ) {
    this.tally = new Tally(failOn, { cases });
  }

  add(judged: JudgedRequest, { unanswered, refused, unread }: Reply): void {
    const { request, judgement } = judged;
    const index = this.requests;
    this.requests += 1;
    if (refused !== undefined) this.refused += 1;
    if (unread !== undefined) this.unread += 1;
    if (unanswered !== undefined) this.addUnanswered(unanswered);
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
    return [...this.unansweredByMessage].map(([message, count]) => ({ message, count }));
  }

  private addUnanswered(message: string): void {
    const isListed = this.unansweredByMessage.has(message) || this.unansweredByMessage.size < mostMessages;
    const key = isListed ? message : 'Further requests that no recording answers.';
    this.unansweredByMessage.set(key, (this.unansweredByMessage.get(key) ?? 0) + 1);
  }
}

function descriptionOf(judged: JudgedRequest): string {
  const { request, judgement } = judged;
  return isUnreadable(judgement) ? unreadableRequest : `${request.method} ${describeOperation(judged)}`;
}
