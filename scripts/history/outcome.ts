import type { HistoryLine } from './history-line.js';

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
