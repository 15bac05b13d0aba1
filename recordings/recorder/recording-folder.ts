import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { contracts } from '../../contracts/judge/compiled-contracts.js';
import { LockFile, LockHeld } from '../files/lock-file.js';
import { isRunning } from '../files/process-identity.js';
import { besideEnding, flushFolder, putInPlace, writeBeside } from '../files/write-durably.js';
import { placeOfJsonError } from '../files/json-error-place.js';
import type { Recording } from '../traffic/recording.js';
import { systemErrorCode } from '../files/system-error.js';
import { readRecording } from './recording-text.js';

/** Why nothing can be recorded. The message quotes nothing of the traffic. */
export class RecordingError extends Error {
  override readonly name = 'RecordingError';
}

const lockName = '.recording.lock';

/** How long a recorder waits for another one, and how often it looks, in milliseconds. */
const lockTimeout = 5_000;
const lockInterval = 100;

/** The files in the folders of the operations, by their names below the folder. */
export interface FolderContents {
  readonly recordings: ReadonlyMap<string, Recording>;
  /** JSON files that are not recordings of this tool. */
  readonly others: readonly string[];
}

/** A folder of recordings, with a folder in it for each operation. One writer at a time. */
export class RecordingFolder {
  private lock: LockFile | undefined;

  /** The first folder of the path that did not exist before. */
  private made: string | undefined;

  /** @throws RecordingError if the path is empty, or not a string: not every caller has a compiler. */
  constructor(readonly path: string) {
    if (typeof path !== 'string' || path.trim() === '')
      throw new RecordingError('No folder is given for the recordings. Name one; it is created if it does not exist.');
  }

  /**
   * Locks the folder, and removes the incomplete files of a recorder that was killed.
   * @param timeout how many milliseconds to wait for another recorder.
   * @throws RecordingError if another one holds the folder, or it cannot be written to.
   */
  async open(timeout = lockTimeout): Promise<void> {
    for (let waited = 0; this.lock === undefined; waited += lockInterval) {
      try {
        this.made ??= mkdirSync(this.path, { recursive: true });
        this.lock = LockFile.take(join(this.path, lockName), 'two at once could mix their recordings');
      } catch (error) {
        if (!(error instanceof LockHeld)) throw this.unusable(error);
        if (waited >= timeout) throw new RecordingError(`Nothing is recorded into ${this.path}. ${error.message}`);
        await sleep(lockInterval);
      }
    }
    this.attempt(() => {
      this.sweep();
    });
  }

  /** Releases the folder, and removes it if it was created for nothing. */
  close(): void {
    this.lock?.release();
    this.lock = undefined;
    if (this.made === undefined) return;
    const first = resolve(this.made);
    this.made = undefined;
    try {
      for (const { name } of contracts) if (existsSync(join(this.path, name))) rmdirSync(join(this.path, name));
      for (let folder = resolve(this.path); folder.length >= first.length; folder = dirname(folder)) rmdirSync(folder);
    } catch {
      // It is not empty, so it was not created for nothing.
    }
  }

  /** @throws RecordingError if a file cannot be read, or is not JSON: it may be a damaged recording, so it must not be replaced. */
  read(): FolderContents {
    const recordings = new Map<string, Recording>();
    const others: string[] = [];
    for (const file of this.list()) {
      const text = this.text(file) ?? '[]';
      try {
        const recording = readRecording(text);
        if (recording === undefined) others.push(file);
        else recordings.set(file, recording);
      } catch {
        throw new RecordingError(
          `${join(this.path, file)} is not valid JSON${placeOfJsonError(text)}. Repair it (a merge may have left conflict markers), or delete it.`,
        );
      }
    }
    return { recordings, others };
  }

  /** The text of a file; undefined if it does not exist. */
  text(file: string): string | undefined {
    try {
      return readFileSync(join(this.path, file), 'utf8');
    } catch (error) {
      if (systemErrorCode(error) === 'ENOENT') return undefined;
      throw this.unusable(error);
    }
  }

  /**
   * Writes files atomically: all of them beside the old ones first, so that a full disk replaces none; then each takes its place. `undefined` removes one.
   * @throws RecordingError if they cannot be written; each file is then the old one or the new one.
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

  /** The JSON files of all operations, by their names below the folder. @throws RecordingError if a folder cannot be read. */
  list(): string[] {
    return this.attempt(() => this.filesOfOperations('.json')).sort();
  }

  private sweep(): void {
    for (const file of this.filesOfOperations(`.json${besideEnding}`)) rmSync(join(this.path, file), { force: true });
    // Requests for the lock by processes that were killed.
    for (const file of readdirSync(this.path)) {
      const [, pid] = /^\.recording\.lock\.(\d+)$/.exec(file) ?? [];
      if (pid !== undefined && !isRunning(Number(pid))) rmSync(join(this.path, file), { force: true });
    }
  }

  private filesOfOperations(ending: string): string[] {
    return contracts
      .filter(({ name }) => existsSync(join(this.path, name)))
      .flatMap(({ name }) => readdirSync(join(this.path, name)).map((file) => `${name}/${file}`))
      .filter((file) => file.endsWith(ending));
  }

  private attempt<T>(act: () => T): T {
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

/** Files that stay are removed by the next recorder. */
function removeIfPossible(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // The caller reports the error that made it clean up.
  }
}
