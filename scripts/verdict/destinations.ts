/** The ways to report. Kept apart from what renders them: a command that only names them loads none. */
export const formats = ['pretty', 'json', 'junit', 'sarif', 'markdown'] as const;
export type Format = (typeof formats)[number];

/** A report that is written to a file, beside the one on stdout. */
export interface ReportFile {
  readonly format: Format;
  readonly file: string;
}

/** Where reports go. */
export interface Destinations {
  /** Of the report on stdout, or in the file `output` in its place. */
  readonly format: Format;
  readonly output?: string;
  readonly report?: readonly ReportFile[];
}

export function asksFor({ format, report = [] }: Destinations, wanted: Format): boolean {
  return format === wanted || report.some((one) => one.format === wanted);
}
