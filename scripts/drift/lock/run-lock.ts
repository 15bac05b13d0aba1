import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { isObject } from '../../../contracts/json-value.js';
import { systemErrorCode } from '../../../recordings/system-error.js';
import { CannotRun, Refused } from '../../exit-code.js';
import { hasEnded, thisProcess, type ProcessIdentity } from './process-identity.js';

/**
 * Keeps two runs from touching the same assignments at once: a file that names the process which holds it.
 * A run that was killed leaves it behind; the next one sees that its process has ended, and takes it over at once. (Locks that tell by their age
 * whether somebody still holds them let a second run in while the first one sleeps, and keep the next one out after a kill.)
 */
export class RunLock {
  private constructor(private readonly file: string) {}

  /** @throws Refused when another run holds it, or may hold it; CannotRun when the file cannot be written. */
  static take(file: string): RunLock {
    const own = `${file}.${String(process.pid)}`;
    try {
      writeFileSync(own, JSON.stringify(thisProcess()), { mode: 0o600 });
      if (!linked(own, file)) takeOver(file, own);
      return new RunLock(file);
    } catch (error) {
      if (error instanceof Refused) throw error;
      throw new CannotRun(`The lock ${file} cannot be written (${systemErrorCode(error)}). Give it a folder that this user can write to.`);
    } finally {
      rmSync(own, { force: true });
    }
  }

  release(): void {
    rmSync(this.file, { force: true });
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

/** Two runs may find the same lock of a dead process: a second file lets one of them through. */
function takeOver(file: string, own: string): void {
  refuseUnlessEnded(file);
  const guard = `${file}.takeover`;
  if (!linked(own, guard)) throw new Refused(`Another run is just taking over the lock ${file}. If none runs, delete ${guard}.`);
  try {
    refuseUnlessEnded(file);
    renameSync(own, file);
  } finally {
    rmSync(guard, { force: true });
  }
}

function refuseUnlessEnded(file: string): void {
  const holder = holderOf(file);
  if (holder === 'gone') throw new Refused(`Another run has just released the lock ${file}. Run again.`);
  if (holder === undefined) {
    throw new Refused(`The lock ${file} does not say which process holds it. If no other run is under way, delete it.`);
  }
  if (hasEnded(holder)) return;
  throw new Refused(
    `Another run is under way (process ${String(holder.pid)} on ${holder.host}), and two at once could leave the tenant changed. ` +
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
