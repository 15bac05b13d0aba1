import { groupBy } from '../../contracts/group-by.js';
import type { Source } from '../../contracts/judge/exchange.js';
import { firstOf, times } from './finding-groups.js';
import type { StaleReason } from '../../recordings/traffic/staleness.js';
import { countOf } from '../../contracts/count-of.js';
import type { RecordingsKind, RecordingsReport, StaleRecording } from '../verdict/report.js';
import { shownFile, shownText } from '../verdict/shown-text.js';

/** Something to say of recordings: what it is about, and a line for each place. */
export interface RecordingsParagraph {
  /** The same, however much there is to say. */
  readonly title: string;
  /** The title, and how many there are. */
  readonly head: string;
  readonly lines: readonly string[];
  /** Whether the run cannot pass for it. */
  readonly fails: boolean;
}

/** More of a kind nobody reads; the report for machines has all. */
const mostLines = 10;

const mostNumbers = 10;

/** Long enough for a sentence that names a recording and what differs from it. */
const longestLine = 1_000;

/** What a report for people says of recordings. Nothing when there is nothing to say. */
export function recordingsText(recordings: RecordingsReport = {}): RecordingsParagraph[] {
  const { unanswered = [], stale = [], undated = [], unused = [], served = 0, failing = [] } = recordings;
  const asked = unanswered.reduce((sum, { count }) => sum + count, 0);
  const paragraph = (kind: RecordingsKind, title: string, size: string, lines: readonly string[]): RecordingsParagraph => ({
    title,
    head: `${title}  (${size})`,
    lines: shortened(lines),
    fails: failing.includes(kind),
  });
  return [
    paragraph(
      'unanswered',
      'not recorded',
      times(asked),
      unanswered.map(({ message, count }) => `${message}${count === 1 ? '' : ` (${times(count)})`}`),
    ),
    paragraph('stale', 'stale recordings', countOf(stale.length, 'file'), stale.map(staleLine)),
    paragraph(
      'undated',
      'not dated',
      countOf(
        undated.reduce((sum, { count }) => sum + count, 0),
        'exchange',
      ),
      undated.map(({ message }) => message),
    ),
    paragraph('unused', 'recordings never asked for', `${unused.length} of ${served}`, unusedLines(unused)),
  ].filter(({ lines }) => lines.length > 0);
}

/** A line for each file: its exchanges by their number. */
function unusedLines(unused: readonly Source[]): string[] {
  return [...groupBy(unused, ({ file }) => file)].map(([file, ofFile]) => {
    const numbers = ofFile.map(({ index }) => String(index + 1));
    return `${shownFile(file)}, number ${firstOf(numbers, mostNumbers).join(', ')}`;
  });
}

const whyStale: Readonly<Record<StaleReason, string>> = {
  contract: "made under another contract than today's",
  age: 'too old',
  date: 'of a date that cannot be right',
};

function staleLine({ file, reasons, when, count }: StaleRecording): string {
  const why = reasons.map((reason) => whyStale[reason]).join(', and ');
  const of = when === '' ? '' : ` of ${shownText(when.slice(0, 10), 10)}`;
  return `${shownFile(file)}, ${countOf(count, 'exchange')}${of}: ${why}`;
}

function shortened(lines: readonly string[]): string[] {
  const shown = lines.slice(0, mostLines).map((line) => shownText(line, longestLine));
  return lines.length > mostLines ? [...shown, `and ${lines.length - mostLines} more; --format json has all`] : shown;
}
