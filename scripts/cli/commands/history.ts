import { countOf, numeral } from '../../../contracts/count-of.js';
import { compactHistory } from '../../history/compact-history.js';
import { historySince, readHistory, startOf } from '../../history/read-history.js';
import { jsonHistory, summarizeHistory, type HistorySummary } from '../../history/summarize-history.js';
import { streakSentences } from '../../history/words.js';
import { writeWhole } from '../../report/write-report.js';
import { shownFile } from '../../verdict/shown-text.js';
import { fitTerminal, hasColors, print, standardOutput, terminalText } from '../../verdict/terminal.js';
import { CannotRun, exitCodes, type ExitCode } from '../../verdict/exit-code.js';
import { refuseLinksOut } from '../../verdict/destinations.js';

export interface HistoryOptions {
  readonly format: 'pretty' | 'markdown' | 'html' | 'json';
  readonly output?: string;
  readonly since?: string;
  readonly keep?: string;
  /** The runs in a row that may prove nothing about an operation. */
  readonly failAfter?: number;
}

/** Shows histories. @returns `inconclusive` if an operation was not judged for `failAfter` runs. @throws CannotRun if they hold no run, or a file cannot be read or written. */
export async function history(
  files: readonly string[],
  { format, output, since, keep, failAfter }: HistoryOptions,
  now: Date,
): Promise<ExitCode> {
  if (keep !== undefined) return compact(files, startOf('--keep', keep, now));
  refuseLinksOut(output);
  const all = readHistory(files);
  const chosen = since === undefined ? all : historySince(all, since, now);
  if (chosen.lines.length === 0) {
    const damaged = all.damaged.length === 0 ? '' : ` ${countOf(all.damaged.length, 'damaged line')} skipped.`;
    const when = all.lines.length === 0 || since === undefined ? '' : ` since ${since}`;
    throw new CannotRun(
      `No run${when} in ${files.join(', ')}, so there is nothing to show.${damaged} "graph-contracts drift --history <file>" adds one each time.`,
    );
  }
  const colors = output === undefined && hasColors();
  const summary = summarizeHistory(chosen);
  const text = await render(format, summary, colors);
  if (output === undefined) standardOutput().write(format === 'pretty' ? fitTerminal(text) : text);
  else {
    const failure = await writeWhole(output, text);
    if (failure !== undefined) throw new CannotRun(failure);
  }
  return failAfter !== undefined && streakSentences(summary, failAfter).length > 0 ? exitCodes.inconclusive : exitCodes.agrees;
}

/** Rewrites a history without old lines that no later run is compared with. */
async function compact(files: readonly string[], start: string): Promise<ExitCode> {
  const [file = '', ...others] = files;
  if (others.length > 0) throw new CannotRun('With --keep, give one history.');
  refuseLinksOut(file);
  readHistory([file]);
  const { text, kept, all } = compactHistory(file, start);
  const failure = await writeWhole(file, text);
  if (failure !== undefined) throw new CannotRun(failure);
  print(`${shownFile(file)}: kept ${numeral(kept)} of ${countOf(all, 'line')}.\n`);
  return exitCodes.agrees;
}

async function render(format: HistoryOptions['format'], summary: HistorySummary, colors: boolean): Promise<string> {
  switch (format) {
    case 'pretty':
      return terminalText((await import('../../history/pretty-history.js')).prettyHistory(summary, colors));
    case 'markdown':
      return (await import('../../history/markdown-history.js')).markdownHistory(summary);
    case 'html':
      return (await import('../../history/html-history.js')).htmlHistory(summary);
    case 'json':
      return jsonHistory(summary);
  }
}
