import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { contracts } from '../../contracts/judge/compiled-contracts.js';
import { LockFile, LockHeld } from '../files/lock-file.js';
import { isRunning } from '../files/process-identity.js';
import { besideEnding, flushFolder, putInPlace, writeBeside } from '../files/write-durably.js';
import { placeOfJsonError } from '../traffic/json-error-place.js';
import type { Recording } from '../traffic/recording.js';
import { systemErrorCode } from '../files/system-error.js';
import { readRecording } from './read-recording.js';
import { RecordingError } from './recording-error.js';

const lockName = '.recording.lock';

/** How long a second recorder waits for the first one, in milliseconds, and how often it looks. */
const patience = 5_000;
const interval = 100;

/** What stands in the folders of the operations, by the names below the folder. */
export interface Found {
  readonly recordings: ReadonlyMap<string, Recording>;
  /** Files of JSON that hold no recording of ours. */
  readonly others: readonly string[];
}

/** A folder of recordings, with a folder in it for each operation. One writer at a time. */
export class RecordingFolder {
  private lock: LockFile | undefined;

  /** The first of the folders that were not there before, as a whole path. */
  private made: string | undefined;

  /** @throws RecordingError when the path is empty, or none. */
  constructor(readonly path: string) {
    // Not every caller has a compiler.
    if (typeof path !== 'string' || path.trim() === '')
      throw new RecordingError('No folder was given for the recordings. Name one; it is made if it is not there.');
  }

  /**
   * Keeps other recorders out, and sweeps away what one that was killed has left half written.
   * @param wait how many milliseconds to wait for another one.
   * @throws RecordingError when another one holds the folder, or nothing can be written there.
   */
  async open(wait = patience): Promise<void> {
    for (let waited = 0; this.lock === undefined; waited += interval) {
      try {
        this.made ??= this.asked(() => mkdirSync(this.path, { recursive: true }));
        this.lock = LockFile.take(join(this.path, lockName), 'two at once could mix their recordings');
      } catch (error) {
        if (!(error instanceof LockHeld)) throw error instanceof RecordingError ? error : this.unusable(error);
        if (waited >= wait) throw new RecordingError(`Nothing is recorded into ${this.path}. ${error.message}`);
        await sleep(interval);
      }
    }
    this.asked(() => {
      this.sweep();
    });
  }

  /** Lets others in. A folder that was made for nothing goes. */
  close(): void {
    this.lock?.release();
    this.lock = undefined;
    this.removeMade();
  }

  /** @throws RecordingError when a file cannot be read, or is no JSON: what it was nobody knows, so it is not for us to replace it. */
  read(): Found {
    const recordings = new Map<string, Recording>();
    const others: string[] = [];
    for (const file of this.list()) {
      const recording = this.recordingIn(file);
      if (recording === undefined) others.push(file);
      else recordings.set(file, recording);
    }
    return { recordings, others };
  }

  /** The text of a file; undefined if there is none. */
  text(file: string): string | undefined {
    try {
      return readFileSync(join(this.path, file), 'utf8');
    } catch (error) {
      if (systemErrorCode(error) === 'ENOENT') return undefined;
      throw this.unusable(error);
    }
  }

  /**
   * Writes files whole: all of them beside first, so that a full disk replaces none; then each takes its place. `undefined` removes one.
   * @throws RecordingError when they cannot be written; each file is then the old one or the new one.
   */
  write(texts: ReadonlyMap<string, string | undefined>): void {
    const files = [...texts].map(([name, text]) => ({ file: join(this.path, name), text }));
    const folders = new Set(files.map(({ file }) => dirname(file)));
    const beside: string[] = [];
    try {
      for (const folder of folders) mkdirSync(folder, { recursive: true });
      for (const { file, text } of files) {
        if (text === undefined) continue;
        writeBeside(file, text, 'as usual');
        beside.push(file);
      }
      for (const file of beside) putInPlace(file);
      for (const { file, text } of files) if (text === undefined) rmSync(file, { force: true });
      for (const folder of [...folders, this.path]) flushFolder(folder);
    } catch (error) {
      for (const file of beside) removeIfPossible(`${file}${besideEnding}`);
      throw this.unusable(error);
    }
  }

  /** The files of all operations, by their names below the folder. @throws RecordingError when one of the folders cannot be looked into. */
  list(): string[] {
    const inFolder = (folder: string): string[] => this.asked(() => readdirSync(join(this.path, folder)));
    return contracts
      .map(({ name }) => name)
      .filter((folder) => existsSync(join(this.path, folder)))
      .flatMap((folder) =>
        inFolder(folder)
          .filter((file) => file.endsWith('.json'))
          .map((file) => `${folder}/${file}`),
      )
      .sort();
  }

  private recordingIn(file: string): Recording | undefined {
    const text = this.text(file);
    if (text === undefined) return undefined;
    try {
      return readRecording(text);
    } catch {
      throw new RecordingError(
        `${join(this.path, file)} is not valid JSON${placeOfJsonError(text)}. Mend it (a merge may have left its marks in it), or delete it.`,
      );
    }
  }

  private sweep(): void {
    for (const { name } of contracts) {
      const folder = join(this.path, name);
      if (!existsSync(folder)) continue;
      for (const file of readdirSync(folder)) if (file.endsWith(`.json${besideEnding}`)) rmSync(join(folder, file), { force: true });
    }
    // Whoever holds the lock is alone: what others left when they were killed while they asked for it is nobody's.
    for (const file of readdirSync(this.path)) {
      const [, pid] = /^\.recording\.lock\.(\d+)$/.exec(file) ?? [];
      if (pid !== undefined && !isRunning(Number(pid))) rmSync(join(this.path, file), { force: true });
    }
  }

  private removeMade(): void {
    if (this.made === undefined) return;
    const first = resolve(this.made);
    try {
      for (const { name } of contracts) if (existsSync(join(this.path, name))) rmdirSync(join(this.path, name));
      for (let folder = resolve(this.path); folder.length >= first.length; folder = dirname(folder)) rmdirSync(folder);
    } catch {
      // There is something in it: so it was not made for nothing.
    }
    this.made = undefined;
  }

  private asked<T>(act: () => T): T {
    try {
      return act();
    } catch (error) {
      throw this.unusable(error);
    }
  }

  private unusable(error: unknown): RecordingError {
    const code = systemErrorCode(error);
    const advice =
      code === 'ENOSPC' ? 'The disk is full; make room, and record again.' : 'Give a folder that this user can read and write to.';
    return new RecordingError(`The recordings in ${this.path} cannot be read or written (${code}). ${advice}`);
  }
}

/** What stays is swept away by the next recorder. */
function removeIfPossible(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // Whoever tidies up has an error to tell, and this one would take its place.
  }
}
