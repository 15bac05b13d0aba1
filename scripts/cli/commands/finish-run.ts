import { inspect } from 'node:util';
import { CannotRun, exitCodes, type ExitCode } from '../../verdict/exit-code.js';
import type { Report } from '../../verdict/report.js';
import { complain } from '../../terminal/terminal.js';

/**
 * Does what is left to do after a night, such as writing its report. A tenant that was not put back is the worst news: stderr and the exit code tell
 * it, whatever becomes of the rest.
 */
export async function finishNight({ verdict, problems = [] }: Report, rest: () => Promise<ExitCode>): Promise<ExitCode> {
  if (verdict !== 'not-restored') return rest();
  for (const problem of problems) complain(problem);
  try {
    await rest();
  } catch (error) {
    complain(error instanceof CannotRun ? error.lines : inspect(error).split('\n'));
  }
  return exitCodes['not-restored'];
}
