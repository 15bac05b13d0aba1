/** Exit codes, the same for every command. */
export const exitCodes = {
  agrees: 0,
  'nothing-judged': 0,
  disagrees: 1,
  'cannot-run': 2,
  inconclusive: 3,
  refused: 4,
  'not-restored': 5,
} as const;

export type Verdict = keyof typeof exitCodes;
/** The verdict on one operation in one API version. A row exists only if something was judged. */
export type RowVerdict = Exclude<Verdict, 'nothing-judged'>;
export type ExitCode = (typeof exitCodes)[Verdict];

/** Something keeps a command from running: usage, configuration, input. The message, line by line, is all that its user needs to see. */
export class CannotRun extends Error {
  override readonly name: string = 'CannotRun';
  readonly lines: readonly string[];

  constructor(lines: string | readonly string[]) {
    super(typeof lines === 'string' ? lines : lines.join('\n'));
    this.lines = typeof lines === 'string' ? [lines] : lines;
  }
}

/** A tenant-safety rule forbids to continue. The message names the rule and the remedy. */
export class Refused extends Error {
  override readonly name = 'Refused';
}
