import { fstatSync, statSync } from 'node:fs';
import { keyOfGiven, type GivenFiles } from '../../recordings/traffic/input/list-files.js';
import { isTraffic, standardInput } from '../../recordings/traffic/input/read-input.js';
import type { Destinations } from './destinations.js';
import { CannotRun } from './exit-code.js';

/** Files in searched folders that were not read. */
export interface SkippedFiles {
  /** Files of other formats. */
  readonly files: string[];
  /** Broken links named like files of traffic. */
  readonly brokenLinks: string[];
}

/** One line for each kind of skipped file. */
export function skippedLines({ files, brokenLinks }: SkippedFiles): string[] {
  return [
    ...(files.length === 0 ? [] : [`Skipped files of unknown format: ${listed(files)}.`]),
    ...(brokenLinks.length === 0 ? [] : [`Skipped broken links: ${listed(brokenLinks)}.`]),
  ];
}

function listed(paths: readonly string[]): string {
  return paths.toSorted().join(', ');
}

/**
 * Refuses to write a report over an input. A file that was found in a folder and is not traffic may be overwritten: it is the last report.
 * @throws CannotRun
 */
export async function refuseOverwriting(files: GivenFiles, { output, report = [] }: Destinations): Promise<void> {
  for (const path of [...(output === undefined ? [] : [output]), ...report.map(({ file }) => file)]) {
    const input = files.get(keyOfGiven(path) ?? '');
    const isInput = input !== undefined && (!input.wasFound || (await isTraffic(input.file).catch(() => true)));
    if (isInput || (files.has(standardInput) && isStandardInput(path)))
      throw new CannotRun(`The report would overwrite ${path}, which is an input. Give another file.`);
  }
}

/** Whether a shell redirects that file to standard input. */
function isStandardInput(path: string): boolean {
  try {
    const [given, named] = [fstatSync(0, { bigint: true }), statSync(path, { bigint: true })];
    return given.isFile() && given.ino === named.ino && given.dev === named.dev;
  } catch {
    // Standard input is closed, or the report is a new file.
    return false;
  }
}
