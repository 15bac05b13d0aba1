import { CannotRun, exitCodes, type ExitCode } from '../exit-code.js';
import type { Report } from '../report/report.js';

/**
 * Does what is left to do after a night, such as writing its report. A tenant that was not put back is the worst news: stderr and the exit code tell
 * it, whatever becomes of the rest.
 */
export async function finishNight({ verdict, problems = [] }: Report, rest: () => Promise<ExitCode>): Promise<ExitCode> {
  if (verdict !== 'not-restored') return rest();
  for (const problem of problems) console.error(`graph-contracts: ${problem}`);
  try {
    await rest();
  } catch (error) {
    console.error(error instanceof CannotRun ? `graph-contracts: ${error.message}` : error);
  }
  return exitCodes['not-restored'];
}
