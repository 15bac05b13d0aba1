import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { isObject } from '../../contracts/json-value.js';
import { visible } from '../../contracts/visible.js';
import { systemErrorCode } from './system-error.js';
import { hasEnded, thisProcess, type ProcessIdentity } from './process-identity.js';

/** Another process holds a lock, or may hold it. The message names it and the remedy. */
export class LockHeld extends Error {
  override readonly name = 'LockHeld';
}

/**
 * A lock for one process at a time: a file that names the process. If that process was killed, the next one takes the file over at once. Locks that
 * expire with age would let in a second process while the first one sleeps, and keep out the next one after a kill.
 */
export class LockFile {
  /** @param mark the text of the file. */
  private constructor(
    readonly file: string,
    private readonly mark: string,
  ) {}

  /**
   * @param why the harm without the lock, as a clause: "two at once could …".
   * @throws LockHeld; the system's error if the file cannot be written.
   */
  static take(file: string, why: string): LockFile {
    const own = `${file}.${process.pid}`;
    const mark = JSON.stringify(thisProcess());
    try {
      writeFileSync(own, mark, { mode: 0o600 });
      if (!linked(own, file)) takeOver(file, own, why);
      return new LockFile(file, mark);
    } finally {
      rmSync(own, { force: true });
    }
  }

  /** False if the file was removed, for example with its folder. */
  isHeld(): boolean {
    try {
      return readFileSync(this.file, 'utf8') === this.mark;
    } catch {
      return false;
    }
  }

  /** Never throws, since the outcome of the run matters more. A lock that cannot be removed is reported on stderr. */
  release(): void {
    if (!this.isHeld()) return;
    try {
      rmSync(this.file, { force: true });
    } catch (error) {
      // eslint-disable-next-line no-console -- no caller handles it
      console.error(
        `graph-contracts: The lock ${visible(this.file)} cannot be removed (${systemErrorCode(error)}). It expires with this process on this machine; on another machine, delete it.`,
      );
    }
  }
}

/** Creates a link, atomically. @returns false if the name is taken. */
function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (systemErrorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Two processes may find the same lock of a dead one: a second file lets one of them through. */
function takeOver(file: string, own: string, why: string): void {
  refuseUnlessEnded(file, why);
  const guard = `${file}.takeover`;
  if (!linked(own, guard)) throw new LockHeld(`Another run is just taking over the lock ${file}. If no run is under way, delete ${guard}.`);
  try {
    refuseUnlessEnded(file, why);
    renameSync(own, file);
  } finally {
    rmSync(guard, { force: true });
  }
}

function refuseUnlessEnded(file: string, why: string): void {
  const holder = holderOf(file);
  if (holder === 'gone') throw new LockHeld(`Another run has just released the lock ${file}. Run again.`);
  if (holder === undefined) {
    throw new LockHeld(`The lock ${file} does not say which process holds it. If no other run is under way, delete it.`);
  }
  if (hasEnded(holder)) return;
  throw new LockHeld(
    `Another run is under way (process ${holder.pid} on ${holder.host}), and ${why}. ` +
      `Wait for its end. If it has ended, delete ${file}.`,
  );
}

function holderOf(file: string): ProcessIdentity | 'gone' | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (!isObject(value)) return undefined;
    const { host, pid, began } = value;
    return typeof host === 'string' && Number.isSafeInteger(pid) && Number(pid) > 0 && typeof began === 'string'
      ? { host, pid: Number(pid), began }
      : undefined;
  } catch (error) {
    return systemErrorCode(error) === 'ENOENT' ? 'gone' : undefined;
  }
}
