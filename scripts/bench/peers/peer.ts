import type { Found } from '../found.js';
import type { InputFormat } from '../inputs/write-input.js';

/** Another tool that judges traffic, fetched by the benchmark and never a dependency of the project. */
export interface Peer {
  readonly name: string;
  readonly package: string;
  /** Exactly this version, so that figures can be compared. */
  readonly version: string;
  readonly reads: InputFormat;
  /** The script that Node runs, within the package. */
  readonly script: string;
  readonly args: (files: { readonly input: string; readonly openApi: string; readonly report: string }) => readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly exitCodes: readonly number[];
  /** Reads what it reported: its output, or the file that it was told to write. */
  readonly found: (stdout: string, reportFile: string) => Found;
}

/** Which planted fault a message speaks of: the first whose pattern fits. */
export function recognise(message: string, patterns: Readonly<Record<string, RegExp>>): string | undefined {
  return Object.entries(patterns).find(([, pattern]) => pattern.test(message))?.[0];
}
