import pc from 'picocolors';
import { numeral } from '../../contracts/count-of.js';
import { codes, inconclusiveReasons } from '../../contracts/judge/codes.js';
import { inColumns, shownFile, shownName, shownPlace, shownText } from '../verdict/shown-text.js';
import { baselineSentence, excuseOf, removableSentence } from '../verdict/baseline.js';
import type { Verdict } from '../verdict/exit-code.js';
import type { CountedFinding, CountedInconclusive, OperationRow, Remarks, Report } from '../verdict/report.js';
import { firstOf, groupFindings, groupNotes, meaningOf, shownSeverity, takesBaseline, times, type FindingGroup } from './finding-groups.js';
import { probeHead, probeLines, readingHead, readingLines } from './probe-text.js';
import { recordingsText } from './recordings-text.js';
import { operationCells, plannedLines, rowName, runLines, summaryLine } from './run-text.js';

type Colors = ReturnType<typeof pc.createColors>;

const mostBlocks = 50;
const mostPlaces = 4;
const mostPointers = 10;

/** The report for a terminal. */
export function prettyReport(report: Report, { lead, colors: useColors }: Remarks & { readonly colors: boolean }): string {
  const colors = pc.createColors(useColors);
  const { findings, flaky = [], inconclusive, operations = [], night, probe, baseline } = report;
  const groups = groupFindings(findings);
  const planned = night?.planned ?? [];
  const blocks = [
    lead,
    operations.length > 0 && operationTable(operations, colors),
    night && runLines(night, operations).map(indented).join('\n'),
    planned.length > 0 && block('A run would send:', planned.flatMap(plannedLines)),
    probe && block(probeHead(probe), probeLines(probe)),
    probe && block(readingHead, readingLines(probe.reading)),
    ...groups.slice(0, mostBlocks).map((group) => findingBlock(group, colors, report.command)),
    groups.length > mostBlocks && `  and ${numeral(groups.length - mostBlocks)} more findings; --format json has all.`,
    ...flaky.map((finding) => flakyBlock(finding, colors)),
    ...inconclusive.map((entry) => inconclusiveBlock(entry, colors)),
    ...recordingsText(report.recordings).map(({ head, lines }) => block(colors.yellow(head), lines)),
    groupNotes(findings).map(noteBlock).join('\n'),
    baseline && baseline.removable.length > 0 && removableBlock(baseline, colors),
    `${paint(report.verdict, colors)}: ${summaryLine(report)}`,
  ];
  return `${blocks.filter((text) => text).join('\n\n')}\n`;
}

function indented(line: string): string {
  return `  ${line}`;
}

function block(head: string, lines: readonly string[]): string {
  return [`  ${head}`, ...lines.map((line) => `    ${line}`)].join('\n');
}

function operationTable(rows: readonly OperationRow[], colors: Colors): string {
  const cells = rows.map((row) => operationCells(row).with(0, rowName(row, rows)).toSpliced(4, 0, `${row.milliseconds} ms`));
  return inColumns([['operation', 'API', 'verdict', 'status', 'time', 'rules seen'], ...cells])
    .map((line, index) => {
      const verdict = rows[index - 1]?.verdict;
      return indented(verdict === undefined ? colors.dim(line) : line.replace(verdict, paint(verdict, colors)));
    })
    .join('\n');
}

function findingBlock({ finding, findings, count }: FindingGroup, colors: Colors, command: string): string {
  const { severity, code, message, documentedAt, seenAt, baseline } = finding;
  const colorOf = { breaking: colors.red, unknown: colors.yellow, additive: colors.cyan, note: colors.dim };
  const paintSeverity = excuseOf(finding) === undefined ? colorOf[severity] : colors.dim;
  const fingerprints = findings.map(({ fingerprint }) => fingerprint);
  return block(`${paintSeverity(shownSeverity(finding))}  ${colors.bold(code)}  (${times(count)})`, [
    shownText(message),
    ...(baseline === undefined ? [] : [shownText(baselineSentence(baseline), 1000)]),
    `${seenAt === undefined ? 'promised in' : 'our page:'} ${documentedAt.file}:${documentedAt.line}`,
    `  ${colors.dim(shownText(documentedAt.text))}`,
    ...(documentedAt.url === undefined ? [] : [`  ${shownText(documentedAt.url)}`]),
    ...firstOf(findings.map(seenIn), mostPlaces),
    ...(seenAt === undefined ? [] : [`  ${colors.dim(shownText(seenAt.text))}`]),
    ...(takesBaseline(command) ? [`fingerprint ${firstOf(fingerprints, mostPlaces).join(', ')}`] : []),
    `next: ${codes[code].advice}`,
  ]);
}

function flakyBlock(finding: CountedFinding, colors: Colors): string {
  return block(`${colors.yellow('flaky')}  ${colors.bold(finding.code)}`, [
    shownText(finding.message),
    `${seenIn(finding)}; a second exchange of this run did not confirm it`,
    'next: Watch the next runs. If it comes and goes, only a part of Graph has changed.',
  ]);
}

function inconclusiveBlock(entry: CountedInconclusive, colors: Colors): string {
  const { means, advice } = inconclusiveReasons[entry.reason];
  const head = `${colors.yellow('inconclusive')}  ${colors.bold(entry.reason)}  (${times(entry.count)})`;
  return block(head, [means, seenIn(entry), `next: ${advice}`]);
}

function noteBlock({ finding, findings, count }: FindingGroup): string {
  const pointers = [...new Set(findings.map(({ pointer }) => shownText(pointer)))].filter((pointer) => pointer !== '');
  const at = pointers.length === 0 ? [] : [`at ${firstOf(pointers, mostPointers).join(', ')}`];
  return block(`${shownSeverity(finding)}  ${finding.code}  (${times(count)})`, [shownText(meaningOf(finding)), ...at]);
}

function removableBlock({ file, removable }: Report['baseline'] & object, colors: Colors): string {
  const lines = removable.map((entry) => shownText(removableSentence(entry), 1000));
  return block(`${colors.cyan('removable')}  from ${shownFile(file)}`, firstOf(lines, mostBlocks));
}

function seenIn({ source, seenAt }: Pick<CountedFinding, 'source' | 'seenAt'>): string {
  return `${seenAt === undefined ? 'seen in' : 'other page:'} ${shownPlace(source)}, ${shownName(source)}`;
}

function paint(verdict: Verdict, colors: Colors): string {
  if (verdict === 'agrees') return colors.green(verdict);
  return verdict === 'inconclusive' || verdict === 'nothing-judged' ? colors.yellow(verdict) : colors.red(verdict);
}
