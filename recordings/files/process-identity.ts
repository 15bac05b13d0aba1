import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

/** Identifies a process of one machine, even after another process got its number. */
export interface ProcessIdentity {
  readonly host: string;
  readonly pid: number;
  /** The start of the process as the kernel writes it; empty if unknown. */
  readonly began: string;
}

export function thisProcess(): ProcessIdentity {
  return { host: hostname(), pid: process.pid, began: beganOf(process.pid) };
}

/** Whether a process has certainly ended. A process of another machine may still run. */
export function hasEnded({ host, pid, began }: ProcessIdentity): boolean {
  if (host !== hostname()) return false;
  return !isRunning(pid) || beganOf(pid) !== began;
}

/** Whether this machine runs a process with this number. */
export function isRunning(pid: number): boolean {
  try {
    // Signal 0 only checks.
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** On Linux the start time counts from boot, so the boot id is included. */
function beganOf(pid: number): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The process name may contain ")", so the fields are counted from the last one: the first is the state, the 20th the start.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // A killed process keeps its number until its parent collects it.
    return fields[0] === 'Z' ? 'ended' : `${boot} ${fields[19] ?? ''}`;
  } catch {
    return '';
  }
}
