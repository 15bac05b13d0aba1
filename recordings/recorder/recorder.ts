import type { Exchange } from '../../contracts/judge/exchange.js';
import type { Difference } from './compare-recordings.js';
import { RecordingFolder } from './recording-folder.js';
import { sizeOf } from './exchange-size.js';
import { sentenceOfStop } from './sentence-of-stop.js';
import { Session, type SessionOptions } from './session.js';
import { refuseToReplace, WrittenFiles } from './written-files.js';

export interface RecorderOptions extends SessionOptions {
  readonly folder: string;
  /** Whether recordings that are there may be replaced. */
  readonly update?: boolean | undefined;
  /** Whether to write after each batch, so that whoever is killed keeps what was completed; unless so, all is written in the end. */
  readonly asItGoes?: boolean | undefined;
  /** Whether nobody else waits for this thread: then each exchange is worked off as it comes. */
  readonly alone?: boolean | undefined;
  /** Is told at once, in a sentence for the user, why nothing more can be recorded as it goes. */
  readonly onStop?: ((why: string) => void) | undefined;
}

/** What came of a recording. */
export interface RecordingResult {
  /** The files that were written, below the folder. */
  readonly files: readonly string[];
  readonly exchanges: number;
  /** Exchanges that were left out, because there were enough of their kind. */
  readonly notKept: number;
  /** Exchanges that were left out, because the body of their answer is not there: it is too long, of an unknown encoding, or was not captured. */
  readonly withoutBody: number;
  /** In what the files differ from those that they replaced. */
  readonly differences: readonly Difference[];
  /** Recordings that were there before, did not come anew, and stay as they were: their names below the folder. */
  readonly stayed: readonly string[];
  /** Why nothing more was recorded from some moment on, in a sentence for the user. What is told here was written before, and stays. */
  readonly stopped?: string | undefined;
}

/** How much longer than a write the recorder does something else: it may take a twentieth of the time. */
const restPerWrite = 20;

/** How many milliseconds it works in one go, before others have their turn. */
const turn = 5;

/** When more than this is waiting, about so many bytes, whoever adds to it waits until it is worked off: else the memory would fill with raw traffic. */
const mostWaiting = 16e6;

/**
 * Records exchanges into a folder: whoever adds one does not wait. They are redacted, scanned and written while there is time, and the files are whole
 * at any moment. If anything still resembles a secret, or cannot be written, all files are as they were before. One that writes as it goes stops there,
 * and keeps what it had written, but for files that hold the secret.
 */
export class Recorder {
  private begun: Session | undefined;
  private readonly queue: { readonly exchange: Exchange; readonly when: Date; readonly size: number }[] = [];
  private waiting = 0;
  private working: NodeJS.Immediate | undefined;
  private resting: NodeJS.Timeout | undefined;
  private rest = 0;
  private lastWrite = -Infinity;
  private failure: unknown;
  private isClosed = false;

  private constructor(
    private readonly options: RecorderOptions,
    private readonly folder: RecordingFolder,
    private readonly written: WrittenFiles,
  ) {}

  /** Begun with the first exchange: by then all secrets are known that were used to get it. */
  private get session(): Session {
    return (this.begun ??= new Session(this.options));
  }

  /**
   * Takes the folder for itself.
   * @throws RecordingError when another one holds it, when it cannot be written to, or when it holds files that must not be replaced.
   */
  static async open(options: RecorderOptions): Promise<Recorder> {
    const folder = new RecordingFolder(options.folder);
    await folder.open();
    try {
      const found = folder.read();
      const mayReplace = options.update === true;
      if (!mayReplace) refuseToReplace(options.folder, found);
      return new Recorder(options, folder, new WrittenFiles(folder, found, mayReplace));
    } catch (error) {
      folder.close();
      throw error;
    }
  }

  /**
   * Takes note of an exchange, whatever it is about; what is not wanted is passed over. Never throws, and does not wait unless far too much does.
   * @param when it took place; now, unless told.
   */
  add(exchange: Exchange, when = new Date()): void {
    if (this.isClosed || this.failure !== undefined) return;
    const size = sizeOf(exchange);
    if (!this.session.wants(exchange, size)) return;
    this.queue.push({ exchange, when, size });
    this.waiting += size;
    if (this.options.alone === true || this.waiting > mostWaiting)
      this.attempt(() => {
        this.work(Infinity);
      });
    this.schedule();
  }

  /**
   * Writes what is left, and gives the folder back.
   * @param isAll whether that is all of its scenario: then files of that scenario that did not come anew go.
   * @throws RecordingError, SecretFoundError or RedactionError: then nothing was changed.
   */
  close(isAll = false): RecordingResult {
    this.isClosed = true;
    clearImmediate(this.working);
    clearTimeout(this.resting);
    try {
      this.attempt(() => {
        this.work(Infinity);
        this.session.assertClean();
        this.write(isAll);
      });
      if (this.failure !== undefined && (this.options.asItGoes !== true || this.written.files.size === 0)) {
        this.written.withdraw();
        throw this.failure as Error;
      }
    } finally {
      this.folder.close();
    }
    return this.recorded();
  }

  /** Gives the folder back as it was. */
  abandon(): void {
    this.isClosed = true;
    clearImmediate(this.working);
    clearTimeout(this.resting);
    try {
      this.written.withdraw();
    } catch {
      // Each file is the old one or the new one; whoever abandons has something else to say.
    } finally {
      this.folder.close();
    }
  }

  private recorded(): RecordingResult {
    const { files } = this.written;
    return {
      files: [...files.keys()],
      exchanges: [...files.values()].reduce((sum, { length }) => sum + length, 0),
      notKept: this.begun?.leftOut.notKept ?? 0,
      withoutBody: this.begun?.leftOut.withoutBody ?? 0,
      differences: this.written.differences(),
      stayed: this.written.stayed(),
      stopped: this.failure === undefined ? undefined : sentenceOfStop(this.failure),
    };
  }

  private schedule(): void {
    this.working ??= setImmediate(() => {
      this.working = undefined;
      this.attempt(() => {
        this.work(turn);
      });
      if (this.failure !== undefined) return;
      if (this.queue.length > 0) this.schedule();
      else if (this.options.asItGoes === true)
        this.resting ??= setTimeout(() => {
          this.resting = undefined;
          this.attempt(() => {
            this.write();
          });
        }, this.rest);
    });
  }

  private work(milliseconds: number): void {
    const end = performance.now() + milliseconds;
    for (let next = this.queue.shift(); next !== undefined; next = this.queue.shift()) {
      const { exchange, when, size } = next;
      this.waiting -= size;
      this.session.add(exchange, when, this.options.asItGoes === true);
      // Where more comes than is worked off, there is never a pause to write in.
      if (this.options.asItGoes === true && performance.now() - this.lastWrite >= this.rest) this.write();
      if (performance.now() > end) return;
    }
  }

  private write(isAll = false): void {
    const begin = performance.now();
    if (!this.written.write(this.session.grouped(), isAll ? this.options.scenario : undefined)) return;
    this.lastWrite = performance.now();
    this.rest = (this.lastWrite - begin) * restPerWrite;
  }

  private attempt(act: () => void): void {
    if (this.failure !== undefined) return;
    try {
      act();
    } catch (error) {
      this.stop(error);
    }
  }

  private stop(error: unknown): void {
    this.failure = error;
    this.queue.length = 0;
    this.waiting = 0;
    if (this.options.asItGoes !== true) return;
    try {
      // What was written was clean as far as one knew then; what is not by now is taken off the disk.
      this.written.takeBack(this.session.uncleanOf(this.written.files));
    } catch (worse) {
      this.failure = worse;
    }
    this.options.onStop?.(sentenceOfStop(this.failure));
  }
}
