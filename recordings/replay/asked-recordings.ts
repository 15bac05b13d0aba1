import { noRecordingFor } from './no-recording.js';
import { differsInIdsOnly, type OwnIds } from './own-ids.js';
import type { Asked, RecordedAnswers } from './recorded-answers.js';
import type { RecordedExchange } from './recorded-exchange.js';
import { sentAnswer, type SentAnswer } from './sent-answer.js';

/** Recordings as a client asks them: with the ids that stand in them or, where own ids are let in, with those of its tenant. */
export class AskedRecordings {
  /** @param ownIds lets the ids of the client stand for the recorded ones. */
  constructor(
    readonly answers: RecordedAnswers,
    readonly ownIds?: OwnIds,
  ) {}

  /** As `RecordedAnswers.take`. */
  take(asked: Asked): RecordedExchange | undefined {
    const recorded = this.ownIds === undefined ? asked : this.ownIds.toRecorded(asked);
    return recorded === undefined ? undefined : this.answers.take(recorded);
  }

  /** What the client gets. */
  sent(exchange: RecordedExchange): SentAnswer {
    const { ownIds } = this;
    return ownIds === undefined ? sentAnswer(exchange) : sentAnswer(exchange, (text) => ownIds.toOwn(text));
  }

  /** Why nothing answers a request. @param howToLetIn a sentence on how to let own ids in, said when that would help. */
  whyNone(asked: Asked, howToLetIn: string): string {
    const { exchanges } = this.answers;
    const reason = noRecordingFor(asked, exchanges);
    return this.ownIds === undefined && differsInIdsOnly(asked, exchanges) ? `${reason} ${howToLetIn}` : reason;
  }
}
