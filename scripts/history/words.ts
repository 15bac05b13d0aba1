import { countOf } from '../../contracts/count-of.js';
import { shownFile } from '../terminal/shown-text.js';
import type { FindingHistory, HistorySummary, OperationHistory } from './summarize-history.js';

/** The day of a moment, in UTC. */
export function dayText(time: string): string {
  return time.slice(0, 10);
}

/** How many nights there are, and of which days. */
export function spanText({ nights }: HistorySummary): string {
  const [first] = nights;
  const last = nights.at(-1);
  if (first === undefined || last === undefined) return 'no nights';
  const days = dayText(first.time) === dayText(last.time) ? dayText(last.time) : `${dayText(first.time)} to ${dayText(last.time)}`;
  return `${countOf(nights.length, 'night')}, ${days}`;
}

/** That the emulator answered, if it did: such nights say nothing about Graph. */
export function emulatorText({ nights }: HistorySummary): string | undefined {
  const emulated = nights.filter(({ emulator }) => emulator).length;
  if (emulated === 0) return undefined;
  const which = emulated === nights.length ? (emulated === 1 ? 'This night' : 'All of them') : `${emulated} of them`;
  return `${which} ran against the emulator, and ${emulated === 1 ? 'says' : 'say'} nothing about Microsoft Graph.`;
}

export function inconclusiveText({ inconclusive, nights }: OperationHistory): string {
  return inconclusive === 0 ? 'none' : `${inconclusive} of ${nights} (${Math.round((inconclusive / nights) * 100)} %)`;
}

/** How a finding stands, in a word or two. */
export function stateText({ open, accepted }: FindingHistory): string {
  return open ? (accepted ? 'open, accepted' : 'open') : 'gone';
}

/** When a finding was seen, and how often. */
export function seenText({ firstSeen, lastSeen, nights, judgedNights, flaky }: FindingHistory): string {
  const often = `${nights} of ${countOf(judgedNights, 'judged night')}`;
  return `first seen ${dayText(firstSeen)}, last seen ${dayText(lastSeen)}, in ${often}${flaky === 0 ? '' : `, ${flaky} times flaky`}`;
}

const mostPlaces = 5;

/** That lines were damaged, and which. */
export function damagedText({ damaged }: HistorySummary): string | undefined {
  if (damaged.length === 0) return undefined;
  const places = damaged.slice(0, mostPlaces).map(({ file, line }) => `${shownFile(file)}:${line}`);
  const more = damaged.length > mostPlaces ? ` and ${damaged.length - mostPlaces} more` : '';
  return `${countOf(damaged.length, 'damaged line')} passed over: ${places.join(', ')}${more}.`;
}
