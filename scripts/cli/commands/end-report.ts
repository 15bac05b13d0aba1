import { countOf, numeral } from '../../../contracts/count-of.js';
import { CannotRun } from '../../verdict/exit-code.js';
import type { Destinations } from '../../verdict/destinations.js';
import { asCannotRun, withNothingJudged, type Report } from '../../verdict/report.js';
import { withRecordings } from '../../verdict/with-recordings.js';
import { writeReport } from '../../report/write-report.js';
import type { ServedRecordings } from '../../serve/served-recordings.js';
import type { ServeSummary } from '../../serve/serve-summary.js';

export interface EndReportOptions extends Destinations {
  readonly failOnUnused?: boolean;
  /** Whether a command that had to ask for something has asked for nothing. */
  readonly empty: boolean;
  /** How many requests were not judged, or not counted, for a bug of ours. */
  readonly mistakes: number;
  /** The exit code of the command; 0 where there was none. */
  readonly commandCode: number;
}

/**
 * Writes the report at the end of a server.
 * @returns the exit code that it stands for.
 * @throws CannotRun when it cannot be written, or something kept the run from being whole.
 */
export async function reportEnd(
  serving: ServeSummary,
  recordings: ServedRecordings | undefined,
  options: EndReportOptions,
): Promise<number> {
  const instead = serving.report().summary.judged === 0 ? await serving.others.inWords() : '';
  const report = endReport(serving, recordings, options, instead);
  await writeReport(report, { ...options, lead: leadOf(serving, options) });
  if (report.problems !== undefined) throw new CannotRun(report.problems);
  return report.exitCode;
}

function leadOf({ requests, broken, refused, unread }: ServeSummary, { commandCode }: EndReportOptions): string {
  const notOurs =
    refused === 0 ? '' : ` ${countOf(refused, 'request')} came from elsewhere, and ${refused === 1 ? 'was' : 'were'} refused.`;
  const notRead = unread === 0 ? '' : ` ${countOf(unread, 'request')} could not be read.`;
  const failed = commandCode === 0 ? '' : ` The command ended with ${commandCode}, and so do we.`;
  return `Stopped after ${countOf(requests, 'request')}, ${numeral(broken)} of which broke the contract.${notOurs}${notRead}${failed}`;
}

/**
 * The report at the end. A command that has failed says more than what kept us from judging it.
 * @param instead what came in place of the operations.
 */
export function endReport(
  serving: ServeSummary,
  recordings: ServedRecordings | undefined,
  options: EndReportOptions,
  instead = '',
): Report {
  const { failOnUnused, empty, mistakes, commandCode } = options;
  const { unanswered } = serving;
  const unused = recordings?.unused() ?? [];
  const about = recordings === undefined ? {} : { stale: recordings.stale(), served: recordings.exchanges.length, unused, unanswered };
  const report: Report = { ...serving.report(), ...(commandCode === 0 ? {} : { commandExitCode: commandCode }) };
  const full = withRecordings(report, about, failOnUnused ? ['unanswered', 'unused'] : ['unanswered']);
  if ((!empty && mistakes === 0) || commandCode !== 0)
    return withNothingJudged(full, `No request of the two operations came, so nothing was judged. ${instead}`.trimEnd());
  const problem =
    mistakes > 0
      ? `A bug in graph-contracts kept ${countOf(mistakes, 'request')} from being judged. Standard error said where; please report it.`
      : 'The command sent no update of the two operations, so nothing was judged. ' +
        `Let it use the address in GRAPH_BASE_URL as the base URL of Graph, or give --allow-empty. ${instead}`.trimEnd();
  return asCannotRun(full, [problem]);
}
