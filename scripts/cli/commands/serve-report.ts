import { countOf, numeral } from '../../../contracts/count-of.js';
import { writeReport } from '../../report/write-report.js';
import type { ServedRecordings } from '../../serve/served-recordings.js';
import type { ServeSummary } from '../../serve/serve-summary.js';
import { CannotRun } from '../../verdict/exit-code.js';
import type { Destinations } from '../../verdict/destinations.js';
import { ourOperations } from '../../verdict/other-requests.js';
import type { Report } from '../../verdict/report.js';
import { asCannotRun, withNothingJudged } from '../../verdict/verdict.js';
import { withRecordings } from '../../verdict/recordings-report.js';

export interface ServeEnd {
  readonly failOnUnused?: boolean;
  /** Whether a command that must not be idle sent no request of the two operations. */
  readonly empty: boolean;
  /** The number of requests that a bug of ours kept from being judged or counted. */
  readonly mistakes: number;
  /** The exit code of the command; 0 if there was none. */
  readonly commandCode: number;
}

/** Writes the report of a server. @returns its exit code. @throws CannotRun if it cannot be written, or requests were not judged. */
export async function writeServeReport(
  summary: ServeSummary,
  recordings: ServedRecordings | undefined,
  options: ServeEnd & Destinations,
): Promise<number> {
  const otherRequests = summary.report().summary.judged === 0 ? await summary.others.inWords() : '';
  const report = serveReport(summary, recordings, options, otherRequests);
  await writeReport(report, { ...options, lead: leadOf(summary, options) });
  if (report.problems !== undefined) throw new CannotRun(report.problems);
  return report.exitCode;
}

function leadOf({ requests, broken, refused, unread, notFound }: ServeSummary, { commandCode }: ServeEnd): string {
  return [
    `Stopped after ${countOf(requests, 'request')}, ${numeral(broken)} of which broke the contract.`,
    ...(refused === 0 ? [] : [`${countOf(refused, 'request')} came from elsewhere and ${refused === 1 ? 'was' : 'were'} refused.`]),
    ...notFound.map(({ message, count }) => `${countOf(count, 'request')} got 404: ${message}`),
    ...(unread === 0 ? [] : [`${countOf(unread, 'request')} could not be read.`]),
    ...(commandCode === 0 ? [] : [`The command failed; serve exits with its exit code, ${commandCode}.`]),
  ].join(' ');
}

/** A failure of the command outweighs requests that could not be judged. @param otherRequests a sentence about requests of other operations. */
export function serveReport(summary: ServeSummary, recordings: ServedRecordings | undefined, end: ServeEnd, otherRequests = ''): Report {
  const { failOnUnused, empty, mistakes, commandCode } = end;
  const { unanswered } = summary;
  const about =
    recordings === undefined
      ? {}
      : { stale: recordings.stale(), served: recordings.exchanges.length, unused: recordings.unused(), unanswered };
  const { notFound } = summary;
  const judged = {
    ...summary.report(),
    ...(notFound.length > 0 && { notFound }),
    commandExitCode: commandCode === 0 ? undefined : commandCode,
  };
  const report = withRecordings(judged, about, failOnUnused ? ['unanswered', 'unused'] : ['unanswered']);
  if ((!empty && mistakes === 0) || commandCode !== 0)
    return withNothingJudged(report, `There was no request of ${ourOperations()}, so nothing was judged. ${otherRequests}`.trimEnd());
  const problem =
    mistakes > 0
      ? `A bug in graph-contracts kept ${countOf(mistakes, 'request')} from being judged. Please report it with the lines on stderr.`
      : `The command sent no request of ${ourOperations()}, so nothing was judged. ` +
        `Let it use the address in GRAPH_BASE_URL as the base URL of Graph, or give --allow-empty. ${otherRequests}`.trimEnd();
  return asCannotRun(report, [problem]);
}
