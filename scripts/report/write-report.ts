import { statSync, writeFileSync } from 'node:fs';
import { CannotRun } from '../verdict/exit-code.js';
import type { Destinations, Format, ReportFile } from '../verdict/destinations.js';
import { standardOutput, printLines, terminalText } from '../terminal/terminal.js';
import { type Remarks, type Report, asCannotRun } from '../verdict/report.js';
import { cannotBeWritten } from './unwritable.js';

/**
 * Writes a report everywhere it was asked for, to stdout last: the exit code that it says is that of the process, also when a file cannot be written.
 * @throws CannotRun when a file cannot be written; the others are, all the same.
 */
export async function writeReport(
  report: Report,
  { format, output, report: files = [], lead, also }: Destinations & Remarks,
): Promise<void> {
  const remarks = { lead, also };
  // Machines read stdout, or the file in its place; what a person must know besides goes beside it.
  if (format !== 'pretty' && format !== 'markdown' && lead !== undefined) printLines(lead);
  const destinations = [...(output === undefined ? [] : [{ format, file: output }]), ...files];
  const failures = await writeFiles(report, remarks, destinations);
  const told = failures.size === 0 ? report : asCannotRun(report, [...failures.values()]);
  if (failures.size > 0) {
    // They say the exit code of a run that could be reported. What went through a pipe cannot be taken back.
    const written = destinations.filter(({ file }) => !failures.has(file) && statSync(file, { throwIfNoEntry: false })?.isFile() === true);
    await writeFiles(told, remarks, written);
  }
  if (output === undefined) {
    const stdout = standardOutput();
    const colors = stdout.isTTY && (process.env['NO_COLOR'] ?? '') === '';
    stdout.write(await renderReport(format, told, remarks, colors));
  }
  if (failures.size > 0) throw new CannotRun(report.verdict === 'not-restored' ? [...failures.values()] : (told.problems ?? []));
}

/** Gives by their files the sentences that say why some could not be written. */
async function writeFiles(report: Report, remarks: Remarks, destinations: readonly ReportFile[]): Promise<ReadonlyMap<string, string>> {
  const failures = new Map<string, string>();
  for (const { format, file } of destinations) {
    const failure = await writeWhole(file, await renderReport(format, report, remarks));
    if (failure !== undefined) failures.set(file, failure);
  }
  return failures;
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

/** Renders a report. Each format is loaded when it is asked for, and no other. */
async function renderReport(format: Format, report: Report, remarks: Remarks, colors = false): Promise<string> {
  switch (format) {
    case 'pretty':
      return terminalText((await import('./pretty-report.js')).prettyReport(report, { ...remarks, colors }));
    case 'json':
      return (await import('./json-report.js')).jsonReport(report);
    case 'junit':
      return (await import('./junit-report.js')).junitReport(report, remarks);
    case 'sarif':
      return (await import('./sarif-report.js')).sarifReport(report, remarks);
    case 'markdown':
      return (await import('./markdown-report.js')).markdownReport(report, remarks);
  }
}
