import { countOf } from '../../../contracts/count-of.js';
import { isatty } from 'node:tty';
import { CannotRun, exitCodes, type ExitCode } from '../../verdict/exit-code.js';
import type { HistoryFormat } from '../../history/formats.js';
import { readHistory } from '../../history/read-history.js';
import { historySince, sinceMoment } from '../../history/since.js';
import { summarizeHistory, type HistorySummary } from '../../history/summarize-history.js';
import { refuseLinksOut } from '../../verdict/refuse-links-out.js';
import { writeWhole } from '../../report/write-report.js';
import { tool } from '../../verdict/tool.js';
import { standardOutput, terminalText } from '../../terminal/terminal.js';

export interface HistoryOptions {
  readonly format: HistoryFormat;
  readonly output?: string;
  readonly since?: string;
}

/** Shows what nights have said. @throws CannotRun when there are none, or a file cannot be read or written. */
export async function history(files: readonly string[], { format, output, since }: HistoryOptions, now: Date): Promise<ExitCode> {
  refuseLinksOut(output);
  const whole = readHistory(files);
  const asked = since === undefined ? whole : historySince(whole, sinceMoment(since, now));
  if (asked.lines.length === 0) {
    const damaged = whole.damaged.length === 0 ? '' : ` ${countOf(whole.damaged.length, 'damaged line')} passed over.`;
    const when = whole.lines.length === 0 || since === undefined ? '' : ` since ${since}`;
    throw new CannotRun(
      `No night${when} in ${files.join(', ')}, so there is nothing to show.${damaged} "graph-contracts drift --history <file>" adds one each time.`,
    );
  }
  const colors = output === undefined && isatty(process.stdout.fd) && (process.env['NO_COLOR'] ?? '') === '';
  const text = await render(format, summarizeHistory(asked), colors);
  if (output === undefined) standardOutput().write(text);
  else {
    const failure = await writeWhole(output, text);
    if (failure !== undefined) throw new CannotRun(failure);
  }
  return exitCodes.agrees;
}

async function render(format: HistoryFormat, summary: HistorySummary, colors: boolean): Promise<string> {
  switch (format) {
    case 'pretty':
      return terminalText((await import('../../history/pretty-history.js')).prettyHistory(summary, colors));
    case 'markdown':
      return (await import('../../history/markdown-history.js')).markdownHistory(summary);
    case 'html':
      return (await import('../../history/page/html-history.js')).htmlHistory(summary, tool);
    case 'json':
      return (await import('../../history/json-history.js')).jsonHistory(summary);
  }
}
