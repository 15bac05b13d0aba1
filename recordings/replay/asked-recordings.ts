import { basename } from 'node:path';
import { describeMethod, isPlainMethod } from '../../contracts/judge/describe.js';
import { nearestTo } from './nearest.js';
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

/** More differences than these tell a reader nothing. */
const mostDifferences = 6;

/**
 * Says, in a sentence or two, that no recording answers a request, which one comes nearest, and how the request differs from it.
 * @param asked the request, as it is compared with an exchange.
 */
function noRecordingFor(asked: (exchange?: RecordedExchange) => Asked, lines: RecordedLines): string {
  const sent = asked().method;
  const request = isPlainMethod(sent) ? `this ${sent.toUpperCase()} request` : `this request with ${describeMethod(sent)}`;
  const nearest = nearestTo(asked, lines);
  if (nearest === undefined) return `No recording answers ${request}: there are no recordings.`;
  const { exchange, differences } = nearest;
  const { file, index, description } = exchange.source;
  const where = `${basename(file)}, number ${index + 1} (${exchange.method}, ${description})`;
  if (differences.length === 0) return `No recording is left for ${request}: ${where} has answered it already.`;
  const more = differences.length - mostDifferences;
  const shown = differences.slice(0, mostDifferences).map(({ sentence }) => sentence);
  const listed = [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
  return `No recording answers ${request}. The nearest is ${where}. It differs: ${listed}.`;
}
