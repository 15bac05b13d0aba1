import type { Exchange } from '../../contracts/judge/exchange.js';
import { RedactionError } from '../redaction/redactor.js';
import { listOfPlaces, SecretFoundError } from '../scan/assert-nothing-secret.js';
import type { Difference } from './compare-recordings.js';
import { RecordingError, RecordingFolder } from './recording-folder.js';
import { Session, type SessionOptions } from './session.js';
import { WrittenFiles } from './written-files.js';

export interface RecorderOptions extends SessionOptions {
  readonly folder: string;
  /** Whether existing recordings may be replaced. */
  readonly update?: boolean | undefined;
  /**
   * Whether to redact and write while exchanges come in, so that a killed process keeps them. By default `close` does: redaction takes many times as long
   * as a request to a server nearby.
   */
  readonly asItGoes?: boolean | undefined;
  /** Called once, with a sentence for the user, when a recorder that writes as it goes stops. */
  readonly onStop?: ((why: string) => void) | undefined;
}

export interface RecordingResult {
  /** The files that were written, by their names below the folder. */
  readonly files: readonly string[];
  readonly exchanges: number;
  /** Exchanges left out beyond the limit of their kind. */
  readonly notKept: number;
  /** Exchanges left out because the body of their answer is too long, of an unknown encoding, or was not captured. */
  readonly withoutBody: number;
  /** Exchanges left out because they could not be redacted: a body nests too deep, or is not JSON. */
  readonly notRedacted: number;
  /** How the files differ from those that they replaced. */
  readonly differences: readonly Difference[];
  /** Existing recordings that were not replaced, by their names below the folder. */
  readonly stayed: readonly string[];
  /** Why recording stopped early, in a sentence for the user. The files above were written before, and stay. */
  readonly stopped?: string | undefined;
}

/** The ratio of pauses to writing: a recorder writes for at most a twentieth of the time. */
const restPerWrite = 20;

/**
 * Records exchanges into a folder whose files are always complete. If a secret remains or a write fails, all files are restored.
 * A recorder that writes as it goes stops instead, and keeps what it has written except files that hold the secret.
 */
export class Recorder {
  private begun: Session | undefined;
  /** Exchanges that `close` redacts. */
  private readonly waiting: { readonly exchange: Exchange; readonly when: Date }[] = [];
  private resting: NodeJS.Timeout | undefined;
  /** By `performance.now()`. */
  private restsUntil = -Infinity;
  private failure: unknown;
  private notRedacted = 0;
  private isClosed = false;

  private constructor(
    private readonly options: RecorderOptions,
    private readonly folder: RecordingFolder,
    private readonly written: WrittenFiles,
  ) {}

  /** Begun with the first exchange, when all secrets that were used for it are known. */
  private get session(): Session {
    return (this.begun ??= new Session(this.options));
  }

  /** Locks the folder. @throws RecordingError if another recorder holds it, it cannot be written to, or its files must not be replaced. */
  static async open(options: RecorderOptions): Promise<Recorder> {
    const folder = new RecordingFolder(options.folder);
    await folder.open();
    try {
      return new Recorder(options, folder, new WrittenFiles(folder, options.update === true));
    } catch (error) {
      folder.close();
      throw error;
    }
  }

  /** Keeps an exchange of the two operations, unless it is beyond the limit of its kind or cannot be redacted. Never throws. */
  add(exchange: Exchange, when = new Date()): void {
    if (this.isClosed || this.failure !== undefined || !this.session.limit.admits(exchange)) return;
    if (!this.options.asItGoes) this.waiting.push({ exchange, when });
    else
      this.attempt(() => {
        if (this.redact(exchange, when)) this.writeWhenRested();
      });
  }

  /**
   * Writes the rest, and releases the folder.
   * @param isAll whether the whole scenario was recorded: then its old files are removed, unless they were recorded again or an exchange was left out.
   * @throws RecordingError, SecretFoundError, or RedactionError if no exchange could be redacted: then nothing was changed.
   */
  close(isAll = false): RecordingResult {
    this.isClosed = true;
    clearTimeout(this.resting);
    try {
      this.attempt(() => {
        for (const { exchange, when } of this.waiting.splice(0)) this.redact(exchange, when);
        this.session.assertClean();
        this.write(isAll && this.notRedacted === 0);
        if (this.notRedacted > 0 && this.session.size === 0) throw new RedactionError();
      });
      if (this.failure !== undefined && (!this.options.asItGoes || this.written.files.size === 0)) {
        this.written.restore();
        throw this.failure as Error;
      }
    } finally {
      this.folder.close();
    }
    return this.result();
  }

  /** Restores the folder, and releases it. */
  abandon(): void {
    this.isClosed = true;
    clearTimeout(this.resting);
    try {
      this.written.restore();
    } catch {
      // Each file is the old one or the new one; the caller reports why it abandons.
    } finally {
      this.folder.close();
    }
  }

  private result(): RecordingResult {
    const { files } = this.written;
    return {
      files: [...files.keys()],
      exchanges: [...files.values()].flat().length,
      notKept: this.session.limit.notKept,
      withoutBody: this.session.limit.withoutBody,
      notRedacted: this.notRedacted,
      differences: this.written.differences(),
      stayed: this.written.stayed(),
      stopped: this.failure === undefined ? undefined : sentenceOfStop(this.failure),
    };
  }

  /** @returns false for an exchange that cannot be redacted: it is left out, though the scan knows its secrets. */
  private redact(exchange: Exchange, when: Date): boolean {
    try {
      this.session.add(exchange, when, this.options.asItGoes);
      return true;
    } catch (error) {
      if (!(error instanceof RedactionError)) throw error;
      this.notRedacted += 1;
      return false;
    }
  }

  /** Under sustained load no timer runs, so this writes at once as soon as the recorder has rested. */
  private writeWhenRested(): void {
    const left = this.restsUntil - performance.now();
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
    const end = performance.now();
    this.restsUntil = end + (end - begin) * restPerWrite;
  }

  /** Stops at an error. */
  private attempt(act: () => void): void {
    if (this.failure !== undefined) return;
    try {
      act();
    } catch (error) {
      this.failure = error;
      clearTimeout(this.resting);
      if (!this.options.asItGoes) return;
      try {
        // The files were clean by the secrets known when they were written.
        this.written.takeBack(this.session.uncleanOf(this.written.files));
      } catch (worse) {
        this.failure = worse;
      }
      this.options.onStop?.(sentenceOfStop(this.failure));
    }
  }
}

/** Why a recorder stopped. Quotes neither traffic nor errors that may quote it. */
export function sentenceOfStop(error: unknown): string {
  if (error instanceof SecretFoundError)
    return `An exchange still resembles a secret after redaction, so it was not kept:\n${listOfPlaces(error.suspicions)}`;
  if (error instanceof RedactionError || error instanceof RecordingError) return error.message;
  return `The recorder failed (${error instanceof Error ? error.name : typeof error}).`;
}
