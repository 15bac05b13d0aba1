import type { Source } from '../../contracts/judge/exchange.js';
import type { OtherRequests } from '../verdict/other-requests.js';
import { Tally } from '../verdict/tally.js';
import type { FailOn, Report, UnansweredRequest } from '../verdict/report.js';
import type { JudgedRequest, Reply } from './reply.js';
import { operationOf } from './request-log.js';
import { isUnreadable, unreadableRequest } from '../../contracts/judge/unparsed-request.js';

/** More kinds of unanswered requests than these are only counted. */
const mostKinds = 100;

const nothingToSay: Source = { file: 'serve', index: 0, description: '' };

/** What was asked of a server so far, summed up for its report. Only requests are judged: the answers are our own, or recorded, and `check` judges those. */
export class Serving {
  requests = 0;
  broken = 0;
  /** Requests that did not come from a client of this server. */
  refused = 0;
  /** Requests that could not be read. */
  unread = 0;
  private readonly tally: Tally;
  private readonly unansweredByText = new Map<string, number>();
  private furtherUnanswered = 0;

  constructor(
    failOn: FailOn,
    private readonly cases: boolean,
  ) {
    this.tally = new Tally(failOn, { cases });
  }

  add(judged: JudgedRequest, { unanswered, refused, unread }: Reply): void {
    this.requests += 1;
    if (refused !== undefined) this.refused += 1;
    if (unread !== undefined) this.unread += 1;
    const { judgement } = judged;
    if (unanswered !== undefined) this.addUnanswered(unanswered);
    if (judgement.kind === 'outside') {
      this.tally.add({ source: nothingToSay, judgement, request: judged.request });
      return;
    }
    const { findings } = judgement;
    if (findings.some(({ severity }) => severity === 'breaking')) this.broken += 1;
    const source =
      findings.length === 0 && unread === undefined && !this.cases
        ? nothingToSay
        : { file: 'serve', index: this.requests - 1, description: descriptionOf(judged) };
    // The answers are not Graph's: what they are says nothing about the request.
    this.tally.add({ source, judgement: isUnreadable(judgement) ? judgement : { ...judgement, kind: 'judged' } });
  }

  report(): Report {
    return this.tally.report('serve');
  }

  /** Requests of other operations. */
  get others(): OtherRequests {
    return this.tally.others;
  }

  get unanswered(): UnansweredRequest[] {
    const kinds = [...this.unansweredByText].map(([message, count]) => ({ message, count }));
    return this.furtherUnanswered === 0
      ? kinds
      : [...kinds, { message: 'Further requests that no recording answers.', count: this.furtherUnanswered }];
  }

  private addUnanswered(message: string): void {
    const known = this.unansweredByText.get(message);
    if (known === undefined && this.unansweredByText.size >= mostKinds) this.furtherUnanswered += 1;
    else this.unansweredByText.set(message, (known ?? 0) + 1);
  }
}

function descriptionOf(judged: JudgedRequest): string {
  const { request, judgement } = judged;
  return isUnreadable(judgement) ? unreadableRequest : `${request.method} ${operationOf(judged)}`;
}
