import { fstatSync, statSync } from 'node:fs';
import { standardInput } from '../recordings/input/chunks.js';
import { isFolder, listFiles, realPathOf } from '../recordings/list-files.js';
import { ReadError } from '../recordings/read-error.js';
import { isTraffic } from '../recordings/read-input.js';
import { CannotRun } from './exit-code.js';
import type { Destinations } from './report/formats.js';

/** A file that is to be read, or `-`. */
export interface InputFile {
  readonly file: string;
  /** Whether it was found in a folder rather than named. */
  readonly wasFound: boolean;
}

/** The files that paths stand for, by their real paths: each once, whatever the names by which it was given. */
export type InputFiles = ReadonlyMap<string, InputFile>;

/** @param failed is told which paths cannot be looked into. */
export function inputFilesOf(paths: readonly string[], failed: (error: ReadError) => void): InputFiles {
  const files = new Map<string, InputFile>();
  for (const path of paths) {
    try {
      const found = path !== standardInput && isFolder(path);
      for (const file of path === standardInput ? [path] : listFiles(path)) {
        const key = keyOf(file) ?? file;
        const known = files.get(key);
        files.set(key, { file: shorter(known?.file ?? file, file), wasFound: found && known?.wasFound !== false });
      }
    } catch (error) {
      if (!(error instanceof ReadError)) throw error;
      failed(error);
    }
  }
  return files;
}

/** What was found and is no traffic may be overwritten: it is the report of the last run. @throws CannotRun for a report that would be written over an input. */
export async function refuseOverwriting(files: InputFiles, { output, report = [] }: Destinations): Promise<void> {
  for (const path of [...(output === undefined ? [] : [output]), ...report.map(({ file }) => file)]) {
    if (files.has(standardInput) && isStandardInput(path)) throw wouldOverwrite(path);
    const input = files.get(keyOf(path) ?? '');
    if (input === undefined || (input.wasFound && !(await isTraffic(input.file).catch(() => true)))) continue;
    throw wouldOverwrite(path);
  }
}

function wouldOverwrite(path: string): CannotRun {
  return new CannotRun(`The report would overwrite ${path}, which is to be read. Give it another file.`);
}

/** Whether a shell gives that very file as standard input. */
function isStandardInput(path: string): boolean {
  try {
    const [given, named] = [fstatSync(0, { bigint: true }), statSync(path, { bigint: true })];
    return given.isFile() && given.ino === named.ino && given.dev === named.dev;
  } catch {
    // Standard input is closed, or the report is a new file.
    return false;
  }
}

/** Tells of files that were found in a folder, and are of another kind. */
export function passedOverLine(files: readonly string[]): string {
  return `Passed over, as none of the formats that can be judged: ${files.toSorted().join(', ')}.`;
}

/** Undefined for what is not there, and for standard input. */
function keyOf(path: string): string | undefined {
  return path === standardInput ? undefined : realPathOf(path);
}

/** Of two names of one file the shorter one, so that it does not hang on their order. */
function shorter(one: string, other: string): string {
  if (one.length !== other.length) return one.length < other.length ? one : other;
  return one < other ? one : other;
}
