import { inspect } from 'node:util';
import { complain } from '../../verdict/terminal.js';
import { CannotRun, exitCodes, type ExitCode } from '../../verdict/exit-code.js';
import type { Report } from '../../verdict/report.js';

/** Finishes a run, such as by writing its report. If the tenant was not restored, stderr and the exit code say so even if that fails. */
export async function finishRun({ verdict, problems = [] }: Report, finish: () => Promise<ExitCode>): Promise<ExitCode> {
  if (verdict !== 'not-restored') return finish();
  for (const problem of problems) complain(problem);
  try {
    await finish();
  } catch (error) {
    complain(error instanceof CannotRun ? error.lines : inspect(error).split('\n'));
  }
  return exitCodes['not-restored'];
}
