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
  private readonly shapes: () => RecordedShapes;
  private readonly lines: () => RecordedLines;

  /** @param letsOwnIdsIn whether the ids of the client stand for the recorded ones. */
  constructor(
    readonly answers: RecordedAnswers,
    readonly letsOwnIdsIn: boolean,
  ) {
    this.shapes = madeOfAll(answers, () => new RecordedShapes(answers.inOrder()));
    this.lines = madeOfAll(answers, () => new RecordedLines(answers.exchanges));
    this.ownIds = letsOwnIdsIn ? new OwnIds(this.shapes) : undefined;
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
    const reason = noRecordingFor(this.ownIds?.asIfRecorded(asked) ?? (() => asked), this.lines());
    return !this.letsOwnIdsIn && this.differsInIdsOnly(asked) ? `${reason} ${howToLetIn}` : reason;
  }

  private differsInIdsOnly(asked: Asked): boolean {
    const shapes = this.shapes();
    const same = shapes.find(asked, (own, recorded) => own.every((id, place) => id === recorded[place]));
    return same === undefined && shapes.find(asked, () => true) !== undefined;
  }
}

/** Gives what is made of all recordings: made when it is needed first, and anew when recordings were added since. */
function madeOfAll<T>(answers: RecordedAnswers, make: () => T): () => T {
  let made: { readonly of: number; readonly what: T } | undefined;
  return () => {
    const of = answers.exchanges.length;
    if (made?.of !== of) made = { of, what: make() };
    return made.what;
  };
}
