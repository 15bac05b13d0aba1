import { code, prose, table } from '../terminal/markdown-text.js';
import { trendText } from './latency.js';
import { letterOf } from './outcome.js';
import type { FindingHistory, HistorySummary, OperationHistory } from './summarize-history.js';
import { dayText, damagedText, emulatorText, inconclusiveText, spanText, stateText } from './words.js';

const mostNights = 30;
/** A job summary holds a mebibyte, a comment far less. */
const mostFindings = 40;

/** The history for a job summary or a comment. */
export function markdownHistory(summary: HistorySummary): string {
  const findings = summary.findings.filter(({ severity }) => severity !== 'note');
  const left = findings.length - mostFindings;
  const sentences = [emulatorText(summary), damagedText(summary)].filter((sentence) => sentence !== undefined);
  const blocks = [
    `## graph-contracts history: ${prose(spanText(summary))}`,
    ...sentences.map((sentence) => `> ${prose(sentence, 1000)}`),
    table(['Operation', 'API', 'Inconclusive', 'Median', 'Trend', 'Last nights'], summary.operations.map(operationCells)),
    '`.` agrees, `a` agrees with accepted findings, `x` disagrees, `?` inconclusive, `!` refused or not put back, `_` not run',
    ...(findings.length === 0
      ? ['No finding in any night.']
      : [table(['State', 'Finding', 'Operation', 'First seen', 'Last seen', 'Nights'], findings.slice(0, mostFindings).map(findingCells))]),
    ...(left > 0 ? [`${left} more findings are left out here; \`--format json\` has all.`] : []),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function operationCells(one: OperationHistory): string[] {
  const { operation, version, latency, lines } = one;
  return [
    code(operation, 80),
    prose(version, 10),
    inconclusiveText(one),
    latency === undefined ? 'none' : `${Math.round(latency.median)} ms`,
    latency === undefined ? 'none' : trendText(latency),
    code(lines.slice(-mostNights).map(letterOf).join('')),
  ];
}

function findingCells(finding: FindingHistory): string[] {
  const { severity, message, operation, version, firstSeen, lastSeen, nights, judgedNights, fingerprint } = finding;
  return [
    `${stateText(finding)}, ${severity}`,
    `${code(finding.code, 80)}<br>${prose(message)}<br>${code(fingerprint, 40)}`,
    `${code(operation, 80)} ${prose(version, 10)}`,
    dayText(firstSeen),
    dayText(lastSeen),
    `${nights} of ${judgedNights}`,
  ];
}
