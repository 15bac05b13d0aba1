import { readFileSync } from 'node:fs';
import { isJudged, type HistoryLine } from './history-line.js';
import { operationKey } from './summarize-history.js';
import { parseHistoryLine } from './read-history.js';

/**
 * The lines that a history keeps. Of runs before `start` it keeps those that later runs are compared with: the first and the last line of each finding, and the
 * last judged line of each operation. Damaged lines stay.
 * @param start ISO 8601 in UTC.
 */
export function compactHistory(file: string, start: string): { readonly text: string; readonly kept: number; readonly all: number } {
  const texts = readFileSync(file, 'utf8')
    .split('\n')
    .filter((text) => text.trim() !== '');
  const lines = texts.map(parseHistoryLine);
  const needed = neededLines(lines.filter((line) => line !== undefined && line.time < start) as HistoryLine[]);
  const kept = texts.filter((_, index) => {
    const line = lines[index];
    return line === undefined || line.time >= start || needed.has(line);
  });
  return { text: kept.map((text) => `${text}\n`).join(''), kept: kept.length, all: texts.length };
}

function neededLines(lines: readonly HistoryLine[]): ReadonlySet<HistoryLine> {
  const [first, last] = [new Map<string, HistoryLine>(), new Map<string, HistoryLine>()];
  for (const line of lines.toSorted((a, b) => (a.time < b.time ? -1 : 1))) {
    const operation = operationKey(line);
    if (isJudged(line)) last.set(operation, line);
    for (const { fingerprint } of line.findings) {
      const key = `${operation} ${fingerprint}`;
      if (!first.has(key)) first.set(key, line);
      last.set(key, line);
    }
  }
  return new Set([...first.values(), ...last.values()]);
}
