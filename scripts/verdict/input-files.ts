import { fstatSync, statSync } from 'node:fs';
import { standardInput } from '../../recordings/traffic/chunks.js';
import { keyOfGiven, type GivenFiles } from '../../recordings/traffic/given-files.js';
import { isTraffic } from '../../recordings/traffic/read-input.js';
import { CannotRun } from './exit-code.js';
import type { Destinations } from './destinations.js';

/** What was found and is no traffic may be overwritten: it is the report of the last run. @throws CannotRun for a report that would be written over an input. */
export async function refuseOverwriting(files: GivenFiles, { output, report = [] }: Destinations): Promise<void> {
  for (const path of [...(output === undefined ? [] : [output]), ...report.map(({ file }) => file)]) {
    if (files.has(standardInput) && isStandardInput(path)) throw wouldOverwrite(path);
    const input = files.get(keyOfGiven(path) ?? '');
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
