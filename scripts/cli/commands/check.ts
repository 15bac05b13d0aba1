import { fstatSync } from 'node:fs';
import { countOf } from '../../../contracts/count-of.js';
import { givenFiles } from '../../../recordings/traffic/input/list-files.js';
import type { InputFormat } from '../../../recordings/traffic/input/format.js';
import { ReadError } from '../../../recordings/traffic/read-error.js';
import type { PublishOptions } from '../../broker/verification-results.js';
import { InputJudge } from '../../check/judge-inputs.js';
import { writeReport } from '../../report/write-report.js';
import { printLines } from '../../verdict/terminal.js';
import { CannotRun, type ExitCode } from '../../verdict/exit-code.js';
import { asksFor } from '../../verdict/destinations.js';
import { skippedLines, refuseOverwriting } from '../../verdict/input-files.js';
import type { CountedMessage } from '../../verdict/report.js';
import { mostCases, mostPlaces } from '../../verdict/samples.js';
import { asCannotRun, withNothingJudged } from '../../verdict/verdict.js';
import { Tally } from '../../verdict/tally.js';
import { ourOperations } from '../../verdict/other-requests.js';
import { withRecordings } from '../../verdict/recordings-report.js';
import { addContracts, type ContractsOptions } from './contracts-option.js';
import type { ReportOptions } from './report-options.js';

export interface CheckOptions extends ReportOptions, ContractsOptions, Omit<PublishOptions, 'publishTo'> {
  readonly input?: InputFormat;
  readonly allowEmpty?: boolean;
  /** In days. */
  readonly maxAge?: number;
  readonly failOnStale?: boolean;
  readonly strict?: boolean;
  /** The address of a Pact Broker. The options of `PublishOptions` belong to it. */
  readonly publishTo?: string;
}

/**
 * Judges all files of the paths. If one cannot be read, the others are still judged, but the run cannot pass.
 * @param now the time from which the age of recordings is counted, in milliseconds since 1970.
 */
export async function check(paths: readonly string[], options: CheckOptions, now: number): Promise<ExitCode> {
  const { input: format, strict, allowEmpty, maxAge, failOnStale, publishTo } = options;
  const contracts = await addContracts(options);
  const results =
    publishTo === undefined
      ? undefined
      : new (await import('../../broker/verification-results.js')).VerificationResults({ ...options, publishTo }, contracts, process.env);
  const keep = { cases: asksFor(options, 'junit'), places: asksFor(options, 'sarif', 'github') };
  const tally = new Tally(options.failOn, keep);
  const unreadable: ReadError[] = [];
  const skipped = { files: [] as string[], brokenLinks: [] as string[] };
  const files = givenFiles(
    paths,
    (error) => unreadable.push(error),
    (link) => skipped.brokenLinks.push(link),
  );
  await refuseOverwriting(files, options);
  const places = keep.cases ? mostCases : keep.places ? mostPlaces : 1;
  const judge = new InputJudge(tally, {
    staleness: { now, maxAge },
    places,
    also:
      results &&
      ((judged) => {
        results.add(judged);
      }),
  });
  const read: string[] = [];
  const progress =
    mayBeTerminal(2) && process.stderr.isTTY
      ? (await import('../../check/progress.js')).progressOn(process.stderr, () => performance.now())
      : undefined;
  try {
    for (const { file, wasFound } of files.values()) {
      try {
        progress?.begin(file);
        await judge.judge(file, { format, wasFound, strict }, progress);
        read.push(file);
      } catch (error) {
        if (!(error instanceof ReadError)) throw error;
        if (wasFound && error.isUnknownFormat) skipped.files.push(file);
        else unreadable.push(error);
      }
    }
  } finally {
    progress?.end();
  }
  printLines(skippedLines(skipped));

  const undated = undatedExchanges(judge, options);
  const recordings = { stale: judge.stale.all, undated: undated.length === 0 ? undefined : undated };
  const report = withRecordings(tally.report('check'), recordings, failOnStale ? ['stale'] : []);
  const isEmpty = report.summary.exchanges === report.summary.outside;
  const others = isEmpty ? await tally.others.inWords() : '';
  const nothing = `Nothing of ${ourOperations()} in ${[...paths].sort().join(', ')}, so nothing was judged.`;
  const cannotDate = failOnStale && judge.recordings === 0 ? undated.map(({ message }) => `${message} ${nothingStale}`) : [];
  if (cannotDate.length === 0) printLines(undated.map(({ message }) => message));
  const published = await results?.publish(read);
  printLines(published?.remarks ?? []);
  const problems = [
    ...(isEmpty && !allowEmpty && unreadable.length === 0
      ? [`${nothing} Give traffic or pacts that use them, or --allow-empty. ${others}`]
      : [...sentencesOf(unreadable), ...cannotDate]),
    ...(published?.problems ?? []),
  ];
  await writeReport(problems.length > 0 ? asCannotRun(report, problems) : withNothingJudged(report, `${nothing} ${others}`), options);
  if (problems.length > 0) throw new CannotRun(problems);
  return report.exitCode;
}

const nothingStale = 'No recording could be checked. Give recordings of graph-contracts, or leave --fail-on-stale out.';

/** Exchanges without an age, if an option asks for it. */
function undatedExchanges({ foreign }: InputJudge, { maxAge, failOnStale }: CheckOptions): CountedMessage[] {
  const flags = [...(maxAge === undefined ? [] : ['--max-age']), ...(failOnStale ? ['--fail-on-stale'] : [])];
  if (flags.length === 0 || foreign === 0) return [];
  const message =
    `${flags.join(' and ')} ${flags.length === 1 ? 'applies' : 'apply'} to recordings of graph-contracts only: ` +
    `${countOf(foreign, 'exchange')} from elsewhere ${foreign === 1 ? 'has' : 'have'} no date.`;
  return [{ message, count: foreign }];
}

/** Sorted, so that they do not depend on the order of the paths. */
function sentencesOf(errors: readonly ReadError[]): string[] {
  return errors.toSorted((one, other) => (one.message < other.message ? -1 : 1)).flatMap(({ sentences }) => sentences);
}

/** Whether a descriptor could be a terminal. Checked before `isTTY`, whose modules take longer to load than most checks. */
function mayBeTerminal(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isCharacterDevice();
  } catch {
    // It is closed.
    return false;
  }
}
