import { countOf } from '../../contracts/count-of.js';
import { groupBy } from '../../contracts/group-by.js';
import type { Source } from '../../contracts/judge/exchange.js';
import type { StaleReason } from '../../recordings/traffic/staleness.js';
import { shownFile, shownText } from '../verdict/shown-text.js';
import type { RecordingsKind, RecordingsReport, StaleRecording } from '../verdict/report.js';
import { firstOf, times } from './finding-groups.js';

/** One kind of remark on recordings, with a line for each place. */
export interface RecordingsRemarks {
  readonly title: string;
  /** The title with an amount. */
  readonly head: string;
  readonly lines: readonly string[];
  /** Whether it fails the run. */
  readonly fails: boolean;
}

const mostLines = 10;
const mostNumbers = 10;
const longestLine = 1_000;

/** The remarks of a report on recordings, by kind. */
export function recordingsText(recordings: RecordingsReport = {}): RecordingsRemarks[] {
  const { unanswered = [], stale = [], undated = [], unused = [], served = 0, failing = [] } = recordings;
  const unansweredLines = unanswered.map(({ message, count }) => `${message}${count === 1 ? '' : ` (${times(count)})`}`);
  const kinds: [RecordingsKind, title: string, amount: string, lines: string[]][] = [
    ['unanswered', 'not recorded', times(sumOf(unanswered)), unansweredLines],
    ['stale', 'stale recordings', countOf(stale.length, 'file'), stale.map(staleLine)],
    ['undated', 'not dated', countOf(sumOf(undated), 'exchange'), undated.map(({ message }) => message)],
    ['unused', 'unused recordings', `${unused.length} of ${served}`, unusedLines(unused)],
  ];
  return kinds
    .filter(([, , , lines]) => lines.length > 0)
    .map(([kind, title, amount, lines]) => ({
      title,
      head: `${title}  (${amount})`,
      lines: shortened(lines),
      fails: failing.includes(kind),
    }));
}

function sumOf(items: readonly { readonly count: number }[]): number {
  return items.reduce((sum, { count }) => sum + count, 0);
}

/** A line for each file, with the numbers of its exchanges. */
function unusedLines(unused: readonly Source[]): string[] {
  return [...groupBy(unused, ({ file }) => file)].map(([file, ofFile]) => {
    const numbers = ofFile.map(({ index }) => String(index + 1));
    return `${shownFile(file)}, number ${firstOf(numbers, mostNumbers).join(', ')}`;
  });
}

const staleness: Readonly<Record<StaleReason, string>> = {
  contract: 'made under another contract',
  age: 'too old',
  date: 'without a valid date',
};

function staleLine({ file, reasons, when, count }: StaleRecording): string {
  const date = when === '' ? '' : ` of ${shownText(when.slice(0, 10), 10)}`;
  return `${shownFile(file)}, ${countOf(count, 'exchange')}${date}: ${reasons.map((reason) => staleness[reason]).join(', and ')}`;
}

function shortened(lines: readonly string[]): string[] {
  const shown = lines.slice(0, mostLines).map((line) => shownText(line, longestLine));
  return lines.length > mostLines ? [...shown, `and ${lines.length - mostLines} more; --format json has all`] : shown;
}
