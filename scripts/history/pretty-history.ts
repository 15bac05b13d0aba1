import pc from 'picocolors';
import { countOf } from '../../contracts/count-of.js';
import { inColumns, shownText } from '../verdict/shown-text.js';
import { lettersOf } from './words.js';
import type { FindingHistory, HistorySummary, OperationHistory } from './summarize-history.js';
import { operationFigures, remarks, seenText, spanText, stateText } from './words.js';

/** The number of runs that fit beside the other columns. */
const mostRuns = 40;
const mostFindings = 50;

/** The history for a terminal. */
export function prettyHistory(summary: HistorySummary, useColors: boolean): string {
  const colors = pc.createColors(useColors);
  const findings = summary.findings.filter(({ severity }) => severity !== 'note');
  const notes = summary.findings.length - findings.length;
  const header = ['operation', 'API', 'inconclusive', 'median', 'trend', 'runs, the last at the right'];
  const operations = inColumns([header, ...summary.operations.map(operationCells)]);
  const blocks = [
    [`graph-contracts history: ${spanText(summary)}`, ...remarks(summary)].join('\n'),
    operations.map((line, index) => `  ${index === 0 ? colors.dim(line) : line}`).join('\n'),
    `  . agrees   a agrees, with accepted findings   x disagrees   ? inconclusive   ! refused, or not restored   _ not run`,
    ...findings.slice(0, mostFindings).map((finding) => findingBlock(finding, colors)),
    ...(findings.length > mostFindings ? [`  and ${findings.length - mostFindings} more findings; --format json has all.`] : []),
    ...(notes === 0 ? [] : [`  ${countOf(notes, 'note')} left out; --format html and json list them.`]),
    ...(findings.length === 0 ? ['  No finding in any run.'] : []),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function operationCells(one: OperationHistory): string[] {
  return [shownText(one.name, 120), shownText(one.version, 10), ...operationFigures(one), lettersOf(one.lines, mostRuns)];
}

function findingBlock(finding: FindingHistory, colors: ReturnType<typeof pc.createColors>): string {
  const paint = finding.open && !finding.accepted ? (finding.severity === 'breaking' ? colors.red : colors.yellow) : colors.dim;
  return [
    `  ${paint(`${stateText(finding)}, ${finding.severity}`)}  ${colors.bold(shownText(finding.code, 80))}`,
    `    ${shownText(finding.message)}`,
    `    ${shownText(finding.name, 120)} ${shownText(finding.version, 10)}: ${seenText(finding)}`,
    `    fingerprint ${shownText(finding.fingerprint, 40)}`,
  ].join('\n');
}
