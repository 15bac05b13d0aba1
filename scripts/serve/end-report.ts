import { countOf, numeral } from '../../contracts/count-of.js';
import { CannotRun, exitCodes } from '../exit-code.js';
import type { Destinations } from '../report/formats.js';
import type { Report } from '../report/report.js';
import { withRecordings } from '../report/with-recordings.js';
import { writeReport } from '../report/write-report.js';
import type { ServedRecordings } from './served-recordings.js';
import type { Serving } from './serving.js';

export interface EndReportOptions extends Destinations {
  readonly failOnUnused?: boolean;
  /** Whether a command that had to ask for something has asked for nothing. */
  readonly empty: boolean;
  /** The exit code of the command; 0 where there was none. */
  readonly commandCode: number;
}

/**
 * Writes the report at the end of a server.
 * @returns the exit code that it stands for.
 * @throws CannotRun when it cannot be written, or the command asked for nothing.
 */
export async function reportEnd(serving: Serving, recordings: ServedRecordings | undefined, options: EndReportOptions): Promise<number> {
  const { requests, broken, unanswered } = serving;
  const { failOnUnused, empty, commandCode } = options;
  const unused = recordings?.unused() ?? [];
  const about = recordings === undefined ? {} : { stale: recordings.stale(), served: recordings.exchanges.length, unused, unanswered };
  const report: Report = { ...serving.report(), ...(commandCode === 0 ? {} : { commandExitCode: commandCode }) };
  const full = withRecordings(report, about, failOnUnused === true ? ['unanswered', 'unused'] : ['unanswered']);
  const failed = commandCode === 0 ? '' : ` The command ended with ${String(commandCode)}, and so do we.`;
  const lead = `Stopped after ${countOf(requests, 'request')}, ${numeral(broken)} of which broke the contract.${failed}`;
  if (!empty || commandCode !== 0) {
    await writeReport(full, { ...options, lead });
    return full.exitCode;
  }
  const problem =
    'The command sent no update of the two operations, so nothing was judged. ' +
    'Let it use the address in GRAPH_BASE_URL as the base URL of Graph, or give --allow-empty.';
  await writeReport({ ...full, verdict: 'cannot-run', exitCode: exitCodes['cannot-run'], problems: [problem] }, { ...options, lead });
  throw new CannotRun(problem);
}
