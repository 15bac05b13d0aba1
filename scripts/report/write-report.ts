import { isatty } from 'node:tty';
import { CannotRun } from '../exit-code.js';
import { jsonReport } from './json-report.js';
import { prettyReport } from './pretty-report.js';
import type { Report } from './report.js';

export const formats = ['pretty', 'json'] as const;
export type Format = (typeof formats)[number];

export interface WriteOptions {
  readonly format: Format;
  /** A file in place of stdout. It is written whole, or not at all. */
  readonly output?: string;
  /** What a person should read first, such as that the answers are simulated. */
  readonly lead?: string;
  /** What else was judged, beside what the report lists by name. */
  readonly also?: string;
}

/** Writes a report where it was asked for. @throws CannotRun when the file cannot be written. */
export async function writeReport(report: Report, { format, output, lead, also }: WriteOptions): Promise<void> {
  const toFile = output !== undefined;
  const colors = !toFile && isatty(process.stdout.fd) && (process.env['NO_COLOR'] ?? '') === '';
  const text =
    format === 'json'
      ? jsonReport(report)
      : prettyReport(report, { colors, ...(lead === undefined ? {} : { lead }), ...(also === undefined ? {} : { also }) });
  // Machines read stdout; what a person must know besides goes beside it.
  if (format === 'json' && lead !== undefined) console.error(lead);
  if (!toFile) {
    process.stdout.write(text);
    return;
  }
  try {
    const { default: writeFileAtomic } = await import('write-file-atomic');
    await writeFileAtomic(output, text);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    throw new CannotRun(`The report cannot be written to ${output} (${code}). Give a file in a folder that exists.`);
  }
}
