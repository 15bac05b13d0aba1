import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

/** Names one process of one machine, also after its number was given to another. */
export interface ProcessIdentity {
  readonly host: string;
  readonly pid: number;
  /** When the process began, in the words of the kernel; empty where the kernel does not say. */
  readonly began: string;
}

export function thisProcess(): ProcessIdentity {
  return { host: hostname(), pid: process.pid, began: beganOf(process.pid) };
}

/** Whether that process has ended for certain. One of another machine may run still, for all that can be seen from here. */
export function hasEnded({ host, pid, began }: ProcessIdentity): boolean {
  if (host !== hostname()) return false;
  return !isRunning(pid) || beganOf(pid) !== began;
}

/** Whether this machine runs a process of that number. */
export function isRunning(pid: number): boolean {
  try {
    // Signal 0 is none: it only asks.
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** Linux counts the time of a start from its own: so that is named too. */
function beganOf(pid: number): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // After the name, which stands in brackets and may hold some itself: first the state, as the 20th the start.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // A process that was killed keeps its number until its parent has asked for its end.
    return fields[0] === 'Z' ? 'ended' : `${boot} ${fields[19] ?? ''}`;
  } catch {
    return '';
  }
}
