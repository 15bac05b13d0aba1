import { code, prose, table } from '../verdict/shown-text.js';
import { lettersOf } from './words.js';
import type { FindingHistory, HistorySummary, OperationHistory } from './summarize-history.js';
import { dayText, operationFigures, remarks, spanText, stateText } from './words.js';

const mostRuns = 30;
/** A job summary holds a mebibyte, a comment 65,536 characters. */
const mostFindings = 40;

/** The history for a job summary or a comment. */
export function markdownHistory(summary: HistorySummary): string {
  const findings = summary.findings.filter(({ severity }) => severity !== 'note');
  const left = findings.length - mostFindings;
  const blocks = [
    `## graph-contracts history: ${prose(spanText(summary))}`,
    ...remarks(summary).map((sentence) => `> ${prose(sentence, 1000)}`),
    table(['Operation', 'API', 'Inconclusive', 'Median', 'Trend', 'Last runs'], summary.operations.map(operationCells)),
    '`.` agrees, `a` agrees with accepted findings, `x` disagrees, `?` inconclusive, `!` refused or not restored, `_` not run',
    findings.length === 0
      ? 'No finding in any run.'
      : table(['State', 'Finding', 'Operation', 'First seen', 'Last seen', 'Runs'], findings.slice(0, mostFindings).map(findingCells)),
    ...(left > 0 ? [`${left} more findings are left out here; \`--format json\` has all.`] : []),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function operationCells(one: OperationHistory): string[] {
  return [code(one.name, 120), prose(one.version, 10), ...operationFigures(one), code(lettersOf(one.lines, mostRuns))];
}

function findingCells(finding: FindingHistory): string[] {
  const { severity, message, name, version, firstSeen, lastSeen, nights, judgedNights, fingerprint } = finding;
  return [
    `${stateText(finding)}, ${severity}`,
    `${code(finding.code, 80)}<br>${prose(message)}<br>${code(fingerprint, 40)}`,
    `${code(name, 120)} ${prose(version, 10)}`,
    dayText(firstSeen),
    dayText(lastSeen),
    `${nights} of ${judgedNights}`,
  ];
}
