import type { Source } from '../../contracts/judge/exchange.js';
import { ClientRecordings } from '../../recordings/replay/client-recordings.js';
import { loadRecordings } from '../../recordings/replay/load-recordings.js';
import { RecordedAnswers } from '../../recordings/replay/recorded-answers.js';
import type { RecordedExchange } from '../../recordings/replay/recorded-exchange.js';
import { ReadError } from '../../recordings/traffic/read-error.js';
import { CannotRun } from '../verdict/exit-code.js';
import { countOf } from '../../contracts/count-of.js';
import { StaleRecordings } from '../verdict/stale-recordings.js';
import type { StaleRecording } from '../verdict/report.js';
import { answerFromRecordings } from './answer-from-recordings.js';
import type { JudgedRequest, Reply } from './reply.js';

/** The recordings that a server answers from. */
export class ServedRecordings {
  private readonly answers: RecordedAnswers;

  private constructor(
    readonly exchanges: readonly RecordedExchange[],
    private readonly now: number,
    private readonly ownIds: boolean,
  ) {
    this.answers = new RecordedAnswers(exchanges, 'last');
  }

  /**
   * @param now the moment, in milliseconds since 1970.
   * @param ownIds whether ids of clients stand for the recorded ones.
   * @throws CannotRun when a file cannot be read, or there is nothing to answer from.
   */
  static load(paths: readonly string[], now: number, ownIds = false): ServedRecordings {
    const exchanges = load(paths);
    if (exchanges.length === 0)
      throw new CannotRun(`There are no recordings in ${paths.join(', ')}. Name a file or a folder that holds some.`);
    return new ServedRecordings(exchanges, now, ownIds);
  }

  answer(otherwise: ((judged: JudgedRequest) => Reply) | undefined): (judged: JudgedRequest) => Reply {
    return answerFromRecordings(new ClientRecordings(this.answers, this.ownIds), otherwise);
  }

  /** Those that are stale. To find them takes a moment, for which nobody waits before the end. */
  stale(): readonly StaleRecording[] {
    const stale = new StaleRecordings({ now: this.now });
    for (const { source, recorded, path } of this.exchanges) if (recorded !== undefined) stale.add(source.file, path, recorded);
    return stale.all;
  }

  unused(): Source[] {
    return this.answers.unused().map(({ source }) => source);
  }

  welcome(origin: string, fallback: boolean): string {
    const files = new Set(this.exchanges.map(({ source }) => source.file)).size;
    return [
      `Recordings, not Microsoft Graph, on ${origin}: ${countOf(this.exchanges.length, 'exchange')} of ${countOf(files, 'file')}.\n`,
      fallback
        ? 'The emulator answers what was not recorded.\n'
        : 'A request that was not recorded is answered 418, with the nearest one.\n',
      'Ctrl-C stops it.\n',
    ].join('');
  }
}

function load(paths: readonly string[]): RecordedExchange[] {
  try {
    return loadRecordings(paths);
  } catch (error) {
    throw error instanceof ReadError ? new CannotRun(error.sentences) : error;
  }
}
