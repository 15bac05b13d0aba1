import type { Outcome } from '../outcome.js';
import type { NightLine } from '../history-line.js';

/** The sign and the words of each outcome on the page. The signs are in every font. */
export const outcomes: Readonly<Record<Outcome, { readonly sign: string; readonly words: string }>> = {
  agrees: { sign: '\u2022', words: 'agrees' },
  accepted: { sign: 'a', words: 'agrees, with accepted findings' },
  disagrees: { sign: '\u00d7', words: 'disagrees' },
  inconclusive: { sign: '?', words: 'inconclusive' },
  other: { sign: '!', words: 'refused, or not put back' },
  none: { sign: '', words: 'not run' },
};

/** The moment of a night to the minute, in UTC. */
export function minuteText(time: string): string {
  return `${time.slice(0, 10)} ${time.slice(11, 16)} UTC`;
}

/** All there is to say about a night of one operation, on one line. */
export function nightText({ time, verdict, reasons, status, milliseconds, attempts, emulator }: NightLine): string {
  return [
    minuteText(time),
    reasons.length === 0 ? verdict : `${verdict} (${reasons.join(', ')})`,
    status === null ? 'no answer' : String(status),
    `${Math.round(milliseconds)} ms`,
    ...(attempts > 1 ? [`${attempts} attempts`] : []),
    ...(emulator ? ['emulator'] : []),
  ].join(', ');
}
