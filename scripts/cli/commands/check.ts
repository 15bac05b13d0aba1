import { fstatSync } from 'node:fs';
import { countOf } from '../../../contracts/count-of.js';
import { givenFiles, type GivenFile } from '../../../recordings/traffic/given-files.js';
import type { InputFormat } from '../../../recordings/traffic/format.js';
import { ReadError, UnknownFormat } from '../../../recordings/traffic/read-error.js';
import { InputJudge } from '../../check/judge-inputs.js';
import { CannotRun, type ExitCode } from '../../verdict/exit-code.js';
import type { Progress } from '../../check/progress.js';
import { refuseOverwriting } from '../../verdict/input-files.js';
import { asksFor } from '../../verdict/destinations.js';
import { passedOverLines, type PassedOver } from '../../verdict/passed-over-lines.js';
import { asCannotRun, withNothingJudged, type UndatedExchanges } from '../../verdict/report.js';
import { Tally } from '../../verdict/tally.js';
import { withRecordings } from '../../verdict/with-recordings.js';
import { writeReport } from '../../report/write-report.js';
import { printLines } from '../../terminal/terminal.js';
import type { ReportOptions } from './report-options.js';

export interface CheckOptions extends ReportOptions {
  /** The format of every input, where it should not be told by the content. */
  readonly input?: InputFormat;
  /** Whether a run that judged nothing may pass. */
  readonly allowEmpty?: boolean;
  /** The age in days from which on a recording is stale. */
  readonly maxAge?: number;
  /** Whether a stale recording fails the run. */
  readonly failOnStale?: boolean;
  /** Whether a file that a folder search cannot decode fails the run. */
  readonly strict?: boolean;
}

/** Why a run does not pass that was to fail for what is stale. */
const nothingStale = 'So nothing could be stale. Give recordings of graph-contracts, or leave --fail-on-stale out.';

/** What kept the run from being whole. */
interface Trouble {
  readonly unreadable: ReadError[];
  readonly passedOver: PassedOver;
}

/**
 * Judges every file that the paths stand for. One that cannot be read does not keep the others from being judged, but the run cannot pass.
 * @param now the moment from which the age of recordings is counted, in milliseconds since 1970.
 */
export async function check(paths: readonly string[], options: CheckOptions, now: number): Promise<ExitCode> {
  const keep = { cases: asksFor(options, 'junit'), places: asksFor(options, 'sarif') };
  const tally = new Tally(options.failOn, keep);
  const trouble: Trouble = { unreadable: [], passedOver: { files: [], brokenLinks: [] } };
  const files = givenFiles(
    paths,
    (error) => trouble.unreadable.push(error),
    (link) => trouble.passedOver.brokenLinks.push(link),
  );
  await refuseOverwriting(files, options);
  const judge = new InputJudge(tally, {
    staleness: { now, maxAge: options.maxAge },
    places: keep.places,
  });
  const progress =
    mayBeTerminal(2) && process.stderr.isTTY
      ? (await import('../../check/progress.js')).progressOn(process.stderr, () => performance.now())
      : undefined;
  try {
    for (const file of files.values()) await judgeFile(judge, file, options, trouble, progress);
  } finally {
    progress?.end();
  }

  const undated = undatedIn(judge, options);
  const given = `Nothing of the two operations in ${[...paths].sort().join(', ')}, so nothing was judged.`;
  const report = withRecordings(
    tally.report('check'),
    { stale: judge.stale.all, ...(undated.length === 0 ? {} : { undated }) },
    options.failOnStale ? ['stale'] : [],
  );
  const cannotDate = options.failOnStale && judge.recordings === 0 ? undated.map(({ message }) => `${message} ${nothingStale}`) : [];
  const empty = report.summary.exchanges === report.summary.outside && !options.allowEmpty;
  const cannotRun = trouble.unreadable.length > 0 || empty || cannotDate.length > 0;
  printLines(passedOverLines(trouble.passedOver));
  const instead = report.summary.exchanges === report.summary.outside ? await tally.others.inWords() : '';
  const nothing = `${given} Give traffic or pacts that use them, or --allow-empty. ${instead}`;
  const problems = empty && trouble.unreadable.length === 0 ? [nothing] : [...sentencesOf(trouble.unreadable), ...cannotDate];
  if (cannotDate.length === 0) printLines(undated.map(({ message }) => message));
  await writeReport(cannotRun ? asCannotRun(report, problems) : withNothingJudged(report, `${given} ${instead}`), options);
  if (problems.length > 0) throw new CannotRun(problems);
  return report.exitCode;
}

/** What has no age, where an age was asked for. */
function undatedIn({ foreign }: InputJudge, { maxAge, failOnStale }: CheckOptions): UndatedExchanges[] {
  const asked = [...(maxAge === undefined ? [] : ['--max-age']), ...(failOnStale ? ['--fail-on-stale'] : [])];
  if (asked.length === 0 || foreign === 0) return [];
  const message =
    `${asked.join(' and ')} ${asked.length === 1 ? 'looks' : 'look'} at recordings of graph-contracts only: ` +
    `${countOf(foreign, 'exchange')} ${foreign === 1 ? 'comes' : 'come'} from elsewhere, without a date.`;
  return [{ message, count: foreign }];
}

/** In an order that does not hang on that of the paths. */
function sentencesOf(errors: readonly ReadError[]): string[] {
  return errors.toSorted((one, other) => (one.message < other.message ? -1 : 1)).flatMap(({ sentences }) => sentences);
}

async function judgeFile(
  judge: InputJudge,
  { file, wasFound }: GivenFile,
  { input: format, strict }: CheckOptions,
  trouble: Trouble,
  progress: Progress | undefined,
): Promise<void> {
  try {
    progress?.begin(file);
    await judge.judge(file, { format, wasFound, strict }, progress);
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    if (wasFound && error instanceof UnknownFormat) trouble.passedOver.files.push(file);
    else trouble.unreadable.push(error);
  }
}

/** Whether it is worth asking if a descriptor is a terminal: what that takes to load takes longer than most inputs take to judge. */
function mayBeTerminal(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isCharacterDevice();
  } catch {
    // It is closed.
    return false;
  }
}
