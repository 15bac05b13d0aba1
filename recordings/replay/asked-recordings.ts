import { noRecordingFor } from './no-recording.js';
import { OwnIds } from './own-ids.js';
import type { Asked, RecordedAnswers } from './recorded-answers.js';
import type { RecordedExchange } from './recorded-exchange.js';
import { RecordedLines } from './recorded-lines.js';
import { RecordedShapes } from './recorded-shapes.js';
import { sentAnswer, type SentAnswer } from './sent-answer.js';

/** Recordings as a client asks them: with the ids that stand in them or, where own ids are let in, with those of its tenant. */
export class AskedRecordings {
  private readonly ownIds: OwnIds | undefined;
  private madeShapes: RecordedShapes | undefined;
  private madeLines: RecordedLines | undefined;

  /** @param letsOwnIdsIn whether the ids of the client stand for the recorded ones. */
  constructor(
    private readonly answers: RecordedAnswers,
    readonly letsOwnIdsIn: boolean,
  ) {
    this.ownIds = letsOwnIdsIn ? new OwnIds(this.shapes) : undefined;
  }

  private get shapes(): RecordedShapes {
    return (this.madeShapes ??= new RecordedShapes(this.answers.inOrder()));
  }

  private get lines(): RecordedLines {
    return (this.madeLines ??= new RecordedLines(this.answers.exchanges));
  }

  /** As `RecordedAnswers.take`. */
  take(asked: Asked): RecordedExchange | undefined {
    const recorded = this.ownIds === undefined ? asked : this.ownIds.toRecorded(asked);
    return recorded === undefined ? undefined : this.answers.take(recorded);
  }

  /** What the client gets. */
  sent(exchange: RecordedExchange): SentAnswer {
    return sentAnswer(exchange, this.ownIds);
  }

  /** Why nothing answers a request. @param howToLetIn a sentence on how to let own ids in, said when that would help. */
  whyNone(asked: Asked, howToLetIn: string): string {
    const reason = noRecordingFor(this.ownIds?.asIfRecorded(asked) ?? (() => asked), this.lines);
    return !this.letsOwnIdsIn && this.differsInIdsOnly(asked) ? `${reason} ${howToLetIn}` : reason;
  }

  private differsInIdsOnly(asked: Asked): boolean {
    const { shapes } = this;
    const same = shapes.find(asked, (own, recorded) => own.every((id, place) => id === recorded[place]));
    return same === undefined && shapes.find(asked, () => true) !== undefined;
  }
}
