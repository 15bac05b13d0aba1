import type { Source } from '../../contracts/judge/exchange.js';
import { AskedRecordings } from '../../recordings/replay/asked-recordings.js';
import { loadRecordings, type LoadedPiece } from '../../recordings/replay/load-recordings.js';
import { RecordedAnswers } from '../../recordings/replay/recorded-answers.js';
import type { RecordedExchange } from '../../recordings/replay/recorded-exchange.js';
import { ReadError } from '../../recordings/read-error.js';
import { CannotRun } from '../exit-code.js';
import { countOf } from '../../contracts/count-of.js';
import { StaleRecordings } from '../report/stale-recordings.js';
import type { StaleRecording } from '../report/report.js';
import { answerFromRecordings } from './answer-from-recordings.js';
import type { JudgedRequest, Reply } from './graph-server.js';
import { StillLoading } from './still-loading.js';

/** So many exchanges are loaded before the server listens, and between looks at what was asked meanwhile. */
const atOnce = 8;

/**
 * The recordings that a server answers from. The server need not wait until all are loaded: ten thousand take longer to load than whoever has
 * started it wants to wait.
 */
export class ServedRecordings {
  private readonly answers = new RecordedAnswers([], 'last');
  private readonly loading = new StillLoading();
  private readonly pieces: Iterator<LoadedPiece>;

  private constructor(
    private readonly paths: readonly string[],
    private readonly now: number,
    private readonly ownIds: boolean,
  ) {
    this.pieces = loadRecordings(paths);
  }

  /**
   * Loads the first of them, which most often are all.
   * @param now the moment, in milliseconds since 1970.
   * @param ownIds whether ids of clients stand for the recorded ones.
   * @throws CannotRun when a file of those cannot be read, or there is nothing to answer from.
   */
  static open(paths: readonly string[], now: number, ownIds = false): ServedRecordings {
    const recordings = new ServedRecordings(paths, now, ownIds);
    recordings.loadSome();
    return recordings;
  }

  /** Loads the rest. Settles when that is done. @throws CannotRun as `open` does. */
  async load(): Promise<void> {
    try {
      while (!this.loading.done) {
        await new Promise(setImmediate);
        this.loadSome();
      }
    } catch (error) {
      this.loading.fail(error);
      throw error;
    }
  }

  answer(otherwise: ((judged: JudgedRequest) => Reply) | undefined): (judged: JudgedRequest) => Reply | Promise<Reply> {
    return answerFromRecordings(new AskedRecordings(this.answers, this.ownIds), this.loading, otherwise);
  }

  get exchanges(): readonly RecordedExchange[] {
    return this.answers.exchanges;
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

  private loadSome(): void {
    const enough = this.exchanges.length + atOnce;
    while (this.exchanges.length < enough) {
      const { done, value } = this.nextPiece();
      if (done === true) {
        if (this.exchanges.length === 0)
          throw new CannotRun(`There are no recordings in ${this.paths.join(', ')}. Name a file or a folder that holds some.`);
        this.loading.finish();
        return;
      }
      for (const exchange of value.exchanges) this.answers.add(exchange);
      this.answers.earliestToCome = value.earliestToCome;
    }
    this.loading.progress();
  }

  private nextPiece(): IteratorResult<LoadedPiece, unknown> {
    try {
      return this.pieces.next();
    } catch (error) {
      throw error instanceof ReadError ? new CannotRun(error.message) : error;
    }
  }
}
