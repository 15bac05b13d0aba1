import type { RecordingResult } from './recording-result.js';
import type { Exchange } from '../../contracts/judge/exchange.js';
import { RedactionError } from '../redaction/redaction-error.js';
import { RecordingFolder } from './recording-folder.js';
import { sentenceOfStop } from './sentence-of-stop.js';
import { Session, type SessionOptions } from './session.js';
import { refuseToReplace, WrittenFiles } from './written-files.js';

export interface RecorderOptions extends SessionOptions {
  readonly folder: string;
  /** Whether recordings that are there may be replaced. */
  readonly update?: boolean | undefined;
  /** Whether to write while exchanges come in, so that a killed process keeps them. By default, `close` writes everything. */
  readonly asItGoes?: boolean | undefined;
  /** Called once, with a sentence for the user, when a recorder that writes as it goes can record nothing more. */
  readonly onStop?: ((why: string) => void) | undefined;
}

/** How much longer a recorder rests than it has written: writing takes at most a twentieth of the time. */
const restPerWrite = 20;

/**
 * Records exchanges into a folder. Each is redacted when it is added, so no raw traffic queues up. The files are whole at any moment. If anything still
 * resembles a secret, or cannot be written, all files are as they were before. A recorder that writes as it goes stops there instead, and keeps what it
 * has written, except for files that hold the secret.
 */
export class Recorder {
  private begun: Session | undefined;
  private resting: NodeJS.Timeout | undefined;
  /** In milliseconds, after `lastWrite`. */
  private rest = 0;
  private lastWrite = -Infinity;
  private failure: unknown;
  private notRedacted = 0;
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
   * Redacts an exchange and keeps it, unless it is of another operation, there are enough of its kind, or it cannot be redacted. Never throws.
   * @param when it took place; by default, now.
   */
  add(exchange: Exchange, when = new Date()): void {
    if (this.isClosed || this.failure !== undefined || !this.session.wants(exchange)) return;
    this.attempt(() => {
      const asItGoes = this.options.asItGoes === true;
      if (!this.isAdded(exchange, when, asItGoes)) return;
      if (asItGoes) this.writeWhenRested();
    });
  }

  /**
   * Writes what is left, and gives the folder back.
   * @param isAll whether that is the whole scenario: then files of that scenario that were not recorded again are removed, unless an exchange was left out.
   * @throws RecordingError, SecretFoundError, or RedactionError when no exchange could be redacted: then nothing was changed.
   */
  close(isAll = false): RecordingResult {
    this.isClosed = true;
    clearTimeout(this.resting);
    try {
      this.attempt(() => {
        this.session.assertClean();
        this.write(isAll && this.notRedacted === 0);
        if (this.notRedacted > 0 && this.session.size === 0) throw new RedactionError();
      });
      if (this.failure !== undefined && (!this.options.asItGoes || this.written.files.size === 0)) {
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
    clearTimeout(this.resting);
    try {
      this.written.withdraw();
    } catch {
      // Each file is the old one or the new one; the caller reports why it abandons.
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
      notRedacted: this.notRedacted,
      differences: this.written.differences(),
      stayed: this.written.stayed(),
      stopped: this.failure === undefined ? undefined : sentenceOfStop(this.failure),
    };
  }

  /** One that cannot be redacted is left out by itself; what came of it is known to the scan, and to nobody else. */
  private isAdded(exchange: Exchange, when: Date, scan: boolean): boolean {
    try {
      this.session.add(exchange, when, scan);
      return true;
    } catch (error) {
      if (!(error instanceof RedactionError)) throw error;
      this.notRedacted += 1;
      return false;
    }
  }

  /** Under sustained load there is no idle time for a timer, so it writes at once as soon as it has rested. */
  private writeWhenRested(): void {
    const left = this.lastWrite + this.rest - performance.now();
    if (left <= 0) this.write();
    else
      this.resting ??= setTimeout(() => {
        this.attempt(() => {
          this.write();
        });
      }, left);
  }

  private write(isAll = false): void {
    clearTimeout(this.resting);
    this.resting = undefined;
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
    clearTimeout(this.resting);
    if (!this.options.asItGoes) return;
    try {
      // What was written was clean as far as one knew then; what is not by now is taken off the disk.
      this.written.takeBack(this.session.uncleanOf(this.written.files));
    } catch (worse) {
      this.failure = worse;
    }
    this.options.onStop?.(sentenceOfStop(this.failure));
  }
}
