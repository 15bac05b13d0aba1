import { statSync, writeFileSync } from 'node:fs';
import { CannotRun } from '../exit-code.js';
import type { Destinations } from './formats.js';
import { renderReport } from './render-report.js';
import type { Remarks, Report } from './report.js';
import { standardOutput } from '../standard-output.js';
import { tell } from '../terminal.js';
import { cannotBeWritten } from './unwritable.js';

/** Writes a report everywhere it was asked for. @throws CannotRun when a file cannot be written; the others are, all the same. */
export async function writeReport(
  report: Report,
  { format, output, report: files = [], lead, also }: Destinations & Remarks,
): Promise<void> {
  const remarks = { ...(lead === undefined ? {} : { lead }), ...(also === undefined ? {} : { also }) };
  // Machines read stdout, or the file in its place; what a person must know besides goes beside it.
  if (format !== 'pretty' && format !== 'markdown' && lead !== undefined) tell(lead);
  if (output === undefined) {
    const stdout = standardOutput();
    const colors = stdout.isTTY && (process.env['NO_COLOR'] ?? '') === '';
    stdout.write(await renderReport(format, report, remarks, colors));
  }
  const failures: string[] = [];
  for (const one of [...(output === undefined ? [] : [{ format, file: output }]), ...files]) {
    const failure = await writeWhole(one.file, await renderReport(one.format, report, remarks));
    if (failure !== undefined) failures.push(failure);
  }
  if (failures.length > 0) throw new CannotRun(failures);
}

/** Writes a file whole, or not at all. Gives the sentence that says why not. */
export async function writeWhole(file: string, text: string): Promise<string | undefined> {
  try {
    // A device or a pipe, such as /dev/null, is written to: a file in its place would break it for everybody.
    if (statSync(file, { throwIfNoEntry: false })?.isFile() === false) {
      writeFileSync(file, text);
      return undefined;
    }
    const { default: writeFileAtomic } = await import('write-file-atomic');
    await writeFileAtomic(file, text);
    return undefined;
  } catch (error) {
    return cannotBeWritten(file, error);
  }
}
