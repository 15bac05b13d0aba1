import type { Exchange } from '../../contracts/judge/exchange.js';
import type { Recording } from '../recording.js';
import { compareRecordings, type Difference } from './compare-recordings.js';
import type { Entry } from './group-exchanges.js';
import { RecordingError } from './recording-error.js';
import { RecordingFolder } from './recording-folder.js';
import { fileText } from './recording-text.js';
import { sizeOf } from './exchange-size.js';
import { sentenceOfStop } from './sentence-of-stop.js';
import { Session, type SessionOptions } from './session.js';

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
export interface Recorded {
  /** The files that were written, below the folder. */
  readonly files: readonly string[];
  readonly exchanges: number;
  /** Exchanges that were left out, because there were enough of their kind. */
  readonly notKept: number;
  /** Exchanges that were left out, because the body of their answer is not there: it is too long, of an unknown encoding, or was not captured. */
  readonly withoutBody: number;
  /** In what the files differ from those that they replaced. */
  readonly differences: readonly Difference[];
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
  private readonly folder: RecordingFolder;
  private readonly queue: { readonly exchange: Exchange; readonly when: Date; readonly size: number }[] = [];
  private waiting = 0;
  private readonly before = new Map<string, string | undefined>();
  private written: ReadonlyMap<string, readonly Entry[]> = new Map();
  private working: NodeJS.Immediate | undefined;
  private resting: NodeJS.Timeout | undefined;
  private rest = 0;
  private lastWrite = -Infinity;
  private failure: unknown;
  private isClosed = false;
  private old: ReadonlyMap<string, Recording> = new Map();
  /** Old files whose scenario has come anew, and they have not. */
  private gone: readonly string[] = [];

  private constructor(private readonly options: RecorderOptions) {
    this.folder = new RecordingFolder(options.folder);
  }

  /** Begun with the first exchange: by then all secrets are known that were used to get it. */
  private get session(): Session {
    return (this.begun ??= new Session(this.options));
  }

  /**
   * Takes the folder for itself.
   * @throws RecordingError when another one holds it, when it cannot be written to, or when it holds recordings that must not be replaced.
   */
  static async open(options: RecorderOptions): Promise<Recorder> {
    const recorder = new Recorder(options);
    await recorder.folder.open();
    try {
      recorder.old = recorder.folder.read();
      if (options.update !== true) refuseToReplace(options.folder, recorder.old);
    } catch (error) {
      recorder.folder.close();
      throw error;
    }
    return recorder;
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
  close(isAll = false): Recorded {
    this.isClosed = true;
    clearImmediate(this.working);
    clearTimeout(this.resting);
    try {
      this.attempt(() => {
        this.work(Infinity);
        this.session.assertClean();
        this.write(isAll);
      });
      if (this.failure !== undefined && (this.options.asItGoes !== true || this.written.size === 0)) {
        this.withdraw();
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
      this.withdraw();
    } catch {
      // Each file is the old one or the new one; whoever abandons has something else to say.
    } finally {
      this.folder.close();
    }
  }

  private recorded(): Recorded {
    const now = new Map([...this.written].map(([file, entries]) => [file, entries.map(({ definition }) => definition)]));
    const old = new Map([...this.old].filter(([file]) => now.has(file) || this.gone.includes(file)));
    return {
      files: [...now.keys()],
      exchanges: [...now.values()].reduce((sum, { length }) => sum + length, 0),
      notKept: this.begun?.leftOut.notKept ?? 0,
      withoutBody: this.begun?.leftOut.withoutBody ?? 0,
      differences: compareRecordings(old, now).filter(({ file }) => old.has(file)),
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

  /** Files of the same scenario that are not among these. */
  private outdated(now: ReadonlyMap<string, unknown>): string[] {
    const { scenario } = this.options;
    return [...this.old].flatMap(([file, recording]) =>
      now.has(file) || recording.some(({ recorded }) => recorded.scenario !== scenario) ? [] : [file],
    );
  }

  private write(isAll = false): void {
    const begin = performance.now();
    const now = this.session.grouped();
    const changed = new Map<string, string | undefined>();
    for (const [file, entries] of now) {
      if (!holdsSame(this.written.get(file), entries)) changed.set(file, fileText(entries.map(({ text }) => text)));
    }
    // A read that found its update has moved to the file of that.
    for (const file of this.written.keys()) if (!now.has(file)) changed.set(file, this.before.get(file));
    const gone = isAll ? this.outdated(now) : [];
    for (const file of gone) changed.set(file, undefined);
    if (changed.size === 0) return;
    for (const file of changed.keys()) if (!this.before.has(file)) this.before.set(file, this.folder.text(file));
    this.folder.write(changed);
    this.written = now;
    this.gone = gone;
    this.lastWrite = performance.now();
    this.rest = (this.lastWrite - begin) * restPerWrite;
  }

  /** Everything as it was before. */
  private withdraw(): void {
    if (this.before.size > 0) this.folder.write(this.before);
  }

  /** What was written was clean as far as one knew then. What is not by now is taken off the disk, whatever becomes of the file that it replaced. */
  private takeBackUnclean(): void {
    const unclean = new Set(this.session.uncleanOf(this.written));
    if (unclean.size === 0) return;
    this.written = new Map([...this.written].filter(([file]) => !unclean.has(file)));
    try {
      this.folder.write(new Map([...unclean].map((file) => [file, this.before.get(file)])));
    } catch {
      this.folder.write(new Map([...unclean].map((file) => [file, undefined])));
    }
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
      this.takeBackUnclean();
    } catch (worse) {
      this.failure = worse;
    }
    this.options.onStop?.(sentenceOfStop(this.failure));
  }
}

function holdsSame(before: readonly Entry[] | undefined, now: readonly Entry[]): boolean {
  return before?.length === now.length && now.every((entry, index) => entry === before[index]);
}

/** What a page gave as an example is no recording of traffic: a new one stands beside it. */
function refuseToReplace(folder: string, there: ReadonlyMap<string, Recording>): void {
  const names = [...there]
    .filter(([, recording]) => recording.some(({ recorded }) => recorded.origin !== 'documentation'))
    .map(([file]) => file);
  if (names.length === 0) return;
  const [first = ''] = names;
  const more = names.length === 1 ? '' : ` and ${String(names.length - 1)} more`;
  throw new RecordingError(
    `${folder} holds recordings already: ${first}${more}. Give another folder; or ask to update them, and what comes anew replaces them.`,
  );
}
