import pc from 'picocolors';
import { countOf } from '../../contracts/count-of.js';
import { inColumns, shownText } from '../terminal/shown-text.js';
import { trendText } from './latency.js';
import { letterOf } from './outcome.js';
import type { FindingHistory, HistorySummary, OperationHistory } from './summarize-history.js';
import { damagedText, emulatorText, inconclusiveText, seenText, spanText, stateText } from './words.js';

type Colors = ReturnType<typeof pc.createColors>;

/** As many nights as fit beside the figures; the page has all. */
const mostNights = 40;
const mostFindings = 50;

/** The history for people, on a terminal. */
export function prettyHistory(summary: HistorySummary, useColors: boolean): string {
  const colors = pc.createColors(useColors);
  const findings = summary.findings.filter(({ severity }) => severity !== 'note');
  const notes = summary.findings.length - findings.length;
  const blocks = [
    [`graph-contracts history: ${spanText(summary)}`, emulatorText(summary)].filter((line) => line !== undefined).join('\n'),
    operationTable(summary.operations, colors),
    `  . agrees   a agrees, with accepted findings   x disagrees   ? inconclusive   ! refused, or not put back   _ not run`,
    ...findings.slice(0, mostFindings).map((finding) => findingBlock(finding, colors)),
    ...(findings.length > mostFindings ? [`  and ${findings.length - mostFindings} more findings; --format json has all.`] : []),
    ...(notes === 0 ? [] : [`  ${countOf(notes, 'note')} besides, worth knowing and never a failure; --format html and json list them.`]),
    ...(findings.length === 0 ? ['  No finding in any night.'] : []),
    ...[damagedText(summary)].filter((line) => line !== undefined),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function operationTable(operations: readonly OperationHistory[], colors: Colors): string {
  const rows = operations.map((one) => [
    shownText(one.operation, 80),
    shownText(one.version, 10),
    inconclusiveText(one),
    one.latency === undefined ? 'none' : `${Math.round(one.latency.median)} ms`,
    one.latency === undefined ? 'none' : trendText(one.latency),
    one.lines.slice(-mostNights).map(letterOf).join(''),
  ]);
  return inColumns([['operation', 'API', 'inconclusive', 'median', 'trend', 'nights, the last at the right'], ...rows])
    .map((line, index) => `  ${index === 0 ? colors.dim(line) : line}`)
    .join('\n');
}

function findingBlock(finding: FindingHistory, colors: Colors): string {
  const paint = finding.open && !finding.accepted ? (finding.severity === 'breaking' ? colors.red : colors.yellow) : colors.dim;
  return [
    `  ${paint(`${stateText(finding)}, ${finding.severity}`)}  ${colors.bold(shownText(finding.code, 80))}`,
    `    ${shownText(finding.message)}`,
    `    ${shownText(finding.operation, 80)} ${shownText(finding.version, 10)}: ${seenText(finding)}`,
    `    fingerprint ${shownText(finding.fingerprint, 40)}`,
  ].join('\n');
}
