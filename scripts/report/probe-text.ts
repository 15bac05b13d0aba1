import { shownText } from '../verdict/shown-text.js';
import type { ProbeReading, ProbeRecord } from '../verdict/report.js';

/** As wide as Prettier formats this project. */
const widest = 140;

export const readingHead = 'For contracts/compiler/readings.ts:';

export function probeHead({ day, origin }: ProbeRecord): string {
  return `probe  (${day}, origin ${origin})`;
}

export function probeLines({ sentences }: ProbeRecord): string[] {
  return sentences.map((sentence) => shownText(sentence, 2000));
}

/** An entry of the readings, as it stands in their file. */
export function readingLines({ id, ...texts }: ProbeReading): string[] {
  const members = Object.entries(texts).flatMap(([name, text]) => {
    const value = `'${text.replaceAll(/[\\']/g, '\\$&')}',`;
    const line = `    ${name}: ${value}`;
    return line.length <= widest ? [line] : [`    ${name}:`, `      ${value}`];
  });
  return [`  '${id}': {`, ...members, '  },'];
}
