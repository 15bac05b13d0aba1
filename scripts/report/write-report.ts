import { accessSync, constants, realpathSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { systemErrorCode } from '../../recordings/files/system-error.js';
import { fitTerminal, hasColors, printLines, standardOutput, terminalText } from '../verdict/terminal.js';
import { CannotRun } from '../verdict/exit-code.js';
import type { Destinations, ReportFile, Format } from '../verdict/destinations.js';
import type { Remarks, Report } from '../verdict/report.js';
import { asCannotRun, failsRun } from '../verdict/verdict.js';

/**
 * Writes a report to all its destinations, stdout last: if a file cannot be written, stdout still shows the final exit code.
 * @throws CannotRun if a file cannot be written, after the others were.
 */
export async function writeReport(
  report: Report,
  { format, output, report: files = [], lead, notes, acceptOptions, quiet, maxFindings }: Destinations & Remarks,
): Promise<void> {
  const remarks = { lead, notes, acceptOptions, quiet, maxFindings };
  // The other formats cannot hold it.
  if (!isForPeople(format) && lead !== undefined) printLines(lead);
  const destinations = [...(output === undefined ? [] : [{ format, file: output }]), ...files];
  const failures = await writeFiles(report, remarks, destinations);
  const final = failures.size === 0 ? report : asCannotRun(report, [...failures.values()]);
  if (failures.size > 0) {
    // The written files hold another exit code, so write them again. A pipe cannot be written twice.
    const written = destinations.filter(({ file }) => !failures.has(file) && !isSpecial(file));
    await writeFiles(final, remarks, written);
  }
  if (output === undefined) {
    const stdout = standardOutput();
    const text = await renderReport(format, final, remarks, hasColors());
    stdout.write(format === 'pretty' ? fitTerminal(text) : text);
  }
  if (failures.size > 0) throw new CannotRun(report.verdict === 'not-restored' ? [...failures.values()] : (final.problems ?? []));
}

/** @returns a sentence for each file that cannot be written. */
async function writeFiles(report: Report, remarks: Remarks, destinations: readonly ReportFile[]): Promise<ReadonlyMap<string, string>> {
  const failures = new Map<string, string>();
  for (const { format, file } of destinations) {
    const failure = await writeWhole(file, await renderReport(format, report, remarks));
    if (failure !== undefined) failures.set(file, failure);
  }
  return failures;
}

/** Writes a file completely or not at all. @returns a sentence if it cannot be written. */
export async function writeWhole(file: string, text: string): Promise<string | undefined> {
  try {
    if (isSpecial(file)) {
      writeFileSync(file, text);
    } else {
      const { default: writeFileAtomic } = await import('write-file-atomic');
      await writeFileAtomic(file, text);
    }
    return undefined;
  } catch (error) {
    return cannotWrite(file, error);
  }
}

function isForPeople(format: Format): boolean {
  return format === 'pretty' || format === 'markdown' || format === 'html';
}

/** The report without the findings that do not fail the run. Its summary counts them. */
function withoutPassing(report: Report): Report {
  return { ...report, findings: report.findings.filter((finding) => failsRun(finding, report.failOn)) };
}

/** Whether a path is not a regular file, such as /dev/null, so that no file may replace it. */
function isSpecial(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() === false;
}

/** Checks before a run that its report can be written. @throws CannotRun if not. */
export function refuseUnwritable(file: string): void {
  try {
    accessSync(writtenPath(file), constants.W_OK);
  } catch (error) {
    throw new CannotRun(cannotWrite(file, error));
  }
}

/** The path that must be writable: a device or a pipe itself, or the folder of a file, since a file beside it is renamed. */
function writtenPath(file: string): string {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats?.isDirectory()) throw Object.assign(new Error('A folder.'), { code: 'EISDIR' });
  if (stats?.isFile() === false) return file;
  // The dot lets the system check that it is a folder.
  return `${dirname(stats === undefined ? file : realpathSync(file))}/.`;
}

function cannotWrite(file: string, error: unknown): string {
  const code = systemErrorCode(error);
  const advice = advices[code] ?? 'Give a file in a writable folder.';
  return `The report cannot be written to ${file} (${code}). ${advice}`;
}

const advices: Readonly<Record<string, string>> = {
  ENOENT: 'Give a file in a folder that exists.',
  ENOTDIR: 'Give a file in a folder that exists.',
  EISDIR: 'That is a folder: give a file in it.',
  ENOSPC: 'The disk is full: free some space, or give another file.',
};

/** Loads only the renderer of the format. */
async function renderReport(format: Format, whole: Report, remarks: Remarks, colors = false): Promise<string> {
  const report = remarks.quiet && isForPeople(format) ? withoutPassing(whole) : whole;
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
    case 'html':
      return (await import('./html-report.js')).htmlReport(report, remarks);
    case 'github':
      return (await import('./github-report.js')).githubReport(report, remarks);
  }
}
