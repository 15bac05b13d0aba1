import type { NightLine } from './history-line.js';

/** What a night of one operation came to, in one word; `none` where it has no line. */
export type Outcome = 'agrees' | 'accepted' | 'disagrees' | 'inconclusive' | 'other' | 'none';

export function outcomeOf(line: NightLine | undefined): Outcome {
  if (line === undefined) return 'none';
  const { verdict, findings } = line;
  if (verdict === 'agrees') return findings.some(({ accepted }) => accepted === true) ? 'accepted' : 'agrees';
  return verdict === 'disagrees' || verdict === 'inconclusive' ? verdict : 'other';
}

/** A letter for each outcome, so that no colour is needed to tell them apart. */
const letters = {
  agrees: '.',
  accepted: 'a',
  disagrees: 'x',
  inconclusive: '?',
  other: '!',
  none: '_',
} as const satisfies Record<Outcome, string>;

export function letterOf(line: NightLine | undefined): string {
  return letters[outcomeOf(line)];
}
