import { basename } from 'node:path';
import { describeMethod, isPlainMethod } from '../../contracts/judge/describe.js';
import { nearestTo, RecordedLines } from './nearest.js';
import { OwnIds, RecordedShapes } from './own-ids.js';
import { RecordedAnswers, type Repeats, type ReplayRequest } from './recorded-answers.js';
import type { RecordedExchange } from './recorded-exchange.js';

/** The complete, decoded answer of a recorded exchange. */
export interface SentAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
  /** Empty for none. */
  readonly body: string;
}

/** Headers about the connection on which the recorded bytes came. */
const ofConnection = new Set(['connection', 'content-encoding', 'content-length', 'keep-alive', 'transfer-encoding']);

/** Headers that hold URLs, and ids in them: `Location`, `Content-Location`. */
const urlName = /location$/i;

/** Recordings for a client that sends the recorded ids or, with `ownIds`, the ids of its tenant. */
export class ClientRecordings {
  private readonly answers: RecordedAnswers;
  private readonly ids: OwnIds | undefined;
  private madeShapes: RecordedShapes | undefined;
  private madeLines: RecordedLines | undefined;

  /** @param ownIds whether the ids of the client stand for the recorded ones. */
  constructor(exchanges: readonly RecordedExchange[], repeats: Repeats, ownIds = false) {
    this.answers = new RecordedAnswers(exchanges, repeats);
    this.ids = ownIds ? new OwnIds(this.shapes) : undefined;
  }

  private get shapes(): RecordedShapes {
    return (this.madeShapes ??= new RecordedShapes(this.answers.inOrder));
  }

  /** As `RecordedAnswers.take`. */
  take(request: ReplayRequest): RecordedExchange | undefined {
    const recorded = this.ids === undefined ? request : this.ids.toRecorded(request);
    return recorded && this.answers.take(recorded);
  }

  /** As `RecordedAnswers.unused`. */
  unused(): RecordedExchange[] {
    return this.answers.unused();
  }

  /** The answer as the client gets it. */
  sent({ response }: RecordedExchange): SentAnswer {
    const { ids } = this;
    const headers: Record<string, string | string[]> = {};
    for (const [name, value] of Object.entries(response.headers ?? {})) {
      if (ofConnection.has(name.toLowerCase())) continue;
      const toSent = (text: string): string => (ids !== undefined && urlName.test(name) ? ids.toOwn(text) : text);
      headers[name] = typeof value === 'string' ? toSent(value) : value.map(toSent);
    }
    return { status: response.status, headers, body: ids === undefined ? response.body : ids.bodyToOwn(response.body) };
  }

  /** Why no recording answers a request. @param ownIdsHint a sentence on how to turn on `ownIds`, added if that would help. */
  whyNone(request: ReplayRequest, ownIdsHint: string): string {
    const lines = (this.madeLines ??= new RecordedLines(this.answers.exchanges));
    const reason = noRecordingFor(this.ids?.asIfRecorded(request) ?? (() => request), lines);
    return this.ids === undefined && this.differsInIdsOnly(request) ? `${reason} ${ownIdsHint}` : reason;
  }

  private differsInIdsOnly(request: ReplayRequest): boolean {
    const { shapes } = this;
    const same = shapes.find(request, (own, recorded) => own.every((id, place) => id === recorded[place]));
    return same === undefined && shapes.find(request, () => true) !== undefined;
  }
}

/** More differences tell a reader nothing. */
const mostDifferences = 6;

/** Names the nearest recording and its differences. @param requestFor the request as it is compared with an exchange. */
function noRecordingFor(requestFor: (exchange?: RecordedExchange) => ReplayRequest, lines: RecordedLines): string {
  const { method } = requestFor();
  const request = isPlainMethod(method) ? `this ${method.toUpperCase()} request` : `this request with ${describeMethod(method)}`;
  const nearest = nearestTo(requestFor, lines);
  if (nearest === undefined) return `No recording answers ${request}: there are no recordings.`;
  const { exchange, differences } = nearest;
  const { file, index, description } = exchange.source;
  const where = `${basename(file)}, number ${index + 1} (${exchange.method}, ${description})`;
  if (differences.length === 0) return `No recording is left for ${request}: ${where} has answered it already.`;
  const listed = differences.slice(0, mostDifferences).map(({ sentence }) => sentence);
  if (differences.length > mostDifferences) listed.push(`and ${differences.length - mostDifferences} more`);
  return `No recording answers ${request}. The nearest is ${where}. It differs: ${listed.join('; ')}.`;
}
