import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { isObject } from '../../contracts/json-value.js';
import { visible } from '../../contracts/visible.js';
import { systemErrorCode } from './system-error.js';
import { hasEnded, thisProcess, type ProcessIdentity } from './process-identity.js';

/** Somebody else holds a lock, or may hold it. The message says who, and what to do. */
export class LockHeld extends Error {
  override readonly name = 'LockHeld';
}

/**
 * Lets one process at a time do something: a file that names the process which does it.
 * A process that was killed leaves it behind; the next one sees that it has ended, and takes it over at once. (Locks that tell by their age
 * whether somebody still holds them let a second one in while the first one sleeps, and keep the next one out after a kill.)
 */
export class LockFile {
  /** @param mark the text by which a lock is known for this one's own. */
  private constructor(
    readonly file: string,
    private readonly mark: string,
  ) {}

  /**
   * @param why what would happen without the lock, as a clause: "two at once could …".
   * @throws LockHeld; and the error of the system when the file cannot be written.
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

  /** Whether it still keeps others out: somebody may have removed it, with the folder that it stands in. */
  isHeld(): boolean {
    try {
      return readFileSync(this.file, 'utf8') === this.mark;
    } catch {
      return false;
    }
  }

  /** Never throws: the result or the error of the run matters more. A lock that cannot be removed is reported on stderr. */
  release(): void {
    if (!this.isHeld()) return;
    try {
      rmSync(this.file, { force: true });
    } catch (error) {
      // eslint-disable-next-line no-console -- nobody above takes it
      console.error(
        `graph-contracts: The lock ${visible(this.file)} cannot be removed (${systemErrorCode(error)}). Once this process has ended, it keeps nobody on this machine out; on another one, delete it.`,
      );
    }
  }
}

/** A link appears whole, or not at all because the name is taken. */
function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (systemErrorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Two may find the same lock of a dead process: a second file lets one of them through. */
function takeOver(file: string, own: string, why: string): void {
  refuseUnlessEnded(file, why);
  const guard = `${file}.takeover`;
  if (!linked(own, guard)) throw new LockHeld(`Another run is just taking over the lock ${file}. If none runs, delete ${guard}.`);
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
