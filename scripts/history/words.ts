import { countOf } from '../../contracts/count-of.js';
import { groupBy } from '../../contracts/group-by.js';
import { shownFile, shownText } from '../verdict/shown-text.js';
import type { HistoryLine } from './history-line.js';
import { trendText } from './latency.js';
import type { Streak } from './streak.js';
import type { FindingHistory, HistorySummary, OperationHistory } from './summarize-history.js';

const mostPlaces = 5;

/** The day of a time, in UTC. */
export function dayText(time: string): string {
  return time.slice(0, 10);
}

/** The number of runs, and their first and last day. */
export function spanText({ nights }: HistorySummary): string {
  const [first, last] = [nights[0], nights.at(-1)].map((run) => dayText(run?.time ?? ''));
  return [countOf(nights.length, 'run'), first === last ? first : `${first} to ${last}`].filter((part) => part !== '').join(', ');
}

/** Remarks about the whole history: operations that the last run did not judge, runs against the emulator, damaged lines. */
export function remarks(summary: HistorySummary): string[] {
  const { nights, damaged } = summary;
  const emulated = nights.filter(({ emulator }) => emulator).length;
  const some = emulated === 1 ? '1 of them' : `${emulated} of them`;
  const which = emulated < nights.length ? some : emulated === 1 ? 'This run' : 'All of them';
  const places = damaged.slice(0, mostPlaces).map(({ file, line }) => `${shownFile(file)}:${line}`);
  const more = damaged.length > mostPlaces ? ` and ${damaged.length - mostPlaces} more` : '';
  return [
    ...streakSentences(summary, 1),
    ...(emulated === 0 ? [] : [`${which} used the emulator and ${emulated === 1 ? 'says' : 'say'} nothing about Microsoft Graph.`]),
    ...(damaged.length === 0 ? [] : [`${countOf(damaged.length, 'damaged line')} skipped: ${places.join(', ')}${more}.`]),
  ];
}

/**
 * Printable sentences about the operations that the last run did not judge.
 * @param least the runs in a row from which on an operation is named. One that was refused at sign-in always is.
 */
export function streakSentences({ operations }: HistorySummary, least: number): string[] {
  const checked = operations.filter(({ current }) => current);
  const named = checked.flatMap(({ name, version, streak }) =>
    streak !== undefined && (streak.runs >= least || streak.signInRefused) ? [{ name: shownText(`${name} ${version}`, 120), streak }] : [],
  );
  return [...groupBy(named, ({ streak }) => streakText(streak))].map(([text, group]) => {
    const about = group.length === checked.length ? '' : ` about ${group.map((one) => one.name).join(', ')}`;
    return `Nothing has been proved${about} since ${text}.`;
  });
}

function streakText({ runs, first, lastJudged, reasons, signInRefused }: Streak): string {
  const since = lastJudged === undefined ? `the first run on ${dateText(first)}` : dateText(lastJudged);
  const why = shownText(reasons.join(', '));
  return `${since}: ${signInRefused ? `sign-in refused (${why})` : why}, ${runs === 1 ? 'once' : `${runs} runs in a row`}`;
}

const months = 'January February March April May June July August September October November December'.split(' ');

/** Such as `November 2026`, in UTC. */
export function monthText(time: string): string {
  const [year = '', month] = dayText(time).split('-');
  return `${months[Number(month) - 1] ?? ''} ${year}`;
}

/** Such as `12 November 2026`, in UTC. */
function dateText(time: string): string {
  const [year = '', month, day] = dayText(time).split('-');
  return `${Number(day)} ${months[Number(month) - 1] ?? ''} ${year}`;
}

export function inconclusiveText({ inconclusive, nights }: OperationHistory): string {
  return inconclusive === 0 ? 'none' : `${inconclusive} of ${nights} (${Math.round((inconclusive / nights) * 100)} %)`;
}

/** The cells of a table about an operation: inconclusive runs, median latency, trend. */
export function operationFigures(operation: OperationHistory): string[] {
  const { latency } = operation;
  const times = latency === undefined ? ['none', 'none'] : [`${Math.round(latency.median)} ms`, trendText(latency)];
  return [inconclusiveText(operation), ...times];
}

export function stateText({ open, accepted }: FindingHistory): string {
  return open ? (accepted ? 'open, accepted' : 'open') : 'gone';
}

/** When a finding was seen, and how often. */
export function seenText({ firstSeen, lastSeen, nights, judgedNights, flaky }: FindingHistory): string {
  const often = `${nights} of ${countOf(judgedNights, 'judged run')}`;
  return `first seen ${dayText(firstSeen)}, last seen ${dayText(lastSeen)}, in ${often}${flaky === 0 ? '' : `, ${flaky} times flaky`}`;
}

/** The start of a run to the minute, in UTC. */
export function minuteText(time: string): string {
  return `${time.slice(0, 10)} ${time.slice(11, 16)} UTC`;
}

/** A run of one operation, on one line. */
export function runText({ time, verdict, reasons, status, milliseconds, attempts, emulator }: HistoryLine): string {
  return [
    minuteText(time),
    reasons.length === 0 ? verdict : `${verdict} (${reasons.join(', ')})`,
    status === null ? 'no answer' : String(status),
    `${Math.round(milliseconds)} ms`,
    ...(attempts > 1 ? [`${attempts} attempts`] : []),
    ...(emulator ? ['emulator'] : []),
  ].join(', ');
}

/** The outcomes of a run of one operation. Letter and sign tell them apart without colour; every font has the signs. */
export const outcomes = {
  agrees: { letter: '.', sign: '\u2022', words: 'agrees' },
  accepted: { letter: 'a', sign: 'a', words: 'agrees, with accepted findings' },
  disagrees: { letter: 'x', sign: '\u00d7', words: 'disagrees' },
  inconclusive: { letter: '?', sign: '?', words: 'inconclusive' },
  other: { letter: '!', sign: '!', words: 'refused, or not restored' },
  none: { letter: '_', sign: '', words: 'not run' },
} as const;

export type Outcome = keyof typeof outcomes;

export function runOutcome(line: HistoryLine | undefined): Outcome {
  if (line === undefined) return 'none';
  const { verdict, findings } = line;
  if (verdict === 'agrees') return findings.some(({ accepted }) => accepted === true) ? 'accepted' : 'agrees';
  return verdict === 'disagrees' || verdict === 'inconclusive' ? verdict : 'other';
}

/** One letter for each of the last runs. */
export function lettersOf(lines: readonly (HistoryLine | undefined)[], limit: number): string {
  return lines
    .slice(-limit)
    .map((line) => outcomes[runOutcome(line)].letter)
    .join('');
}
