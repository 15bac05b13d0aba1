import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { systemErrorCode } from '../../recordings/files/system-error.js';
import { CannotRun } from '../verdict/exit-code.js';
import type { Destinations } from '../verdict/destinations.js';

/** Refuses before anything is done what could only fail in the end. @throws CannotRun for the first report that can be written nowhere. */
export function refuseUnwritable({ output, report = [] }: Omit<Destinations, 'format'>): void {
  for (const file of [...(output === undefined ? [] : [output]), ...report.map((one) => one.file)]) {
    try {
      accessSync(written(file), constants.W_OK);
    } catch (error) {
      throw new CannotRun(cannotBeWritten(file, error));
    }
  }
}

/** What the system must let us write to: the folder of a file, which is written beside and renamed; a device or a pipe itself. */
function written(file: string): string {
  const there = statSync(file, { throwIfNoEntry: false });
  if (there?.isDirectory()) throw Object.assign(new Error('A folder.'), { code: 'EISDIR' });
  if (there?.isFile() === false) return file;
  // With a dot behind it, it must be a folder.
  return `${dirname(there === undefined ? file : realpathSync(file))}/.`;
}

/** The sentence for a report that cannot be written. @param error of the system. */
export function cannotBeWritten(file: string, error: unknown): string {
  const code = systemErrorCode(error);
  return `The report cannot be written to ${file} (${code}). ${adviceFor(code)}`;
}

function adviceFor(code: string): string {
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'Give a file in a folder that exists.';
    case 'EISDIR':
      return 'That is a folder: give a file in it.';
    case 'ENOSPC':
      return 'Nothing more fits there: make room, or give another file.';
    default:
      return 'Give a file in a folder that can be written to.';
  }
}
