import pc from 'picocolors';
import { countOf } from '../../contracts/count-of.js';
import { codes, inconclusiveReasons } from '../../contracts/judge/codes.js';
import type { DocumentedPlace } from '../../contracts/judge/finding.js';
import { inColumns, shownFile, shownName, shownPlace, shownText } from '../verdict/shown-text.js';
import { baselineSentence, excuseOf, removableSentence } from '../verdict/baseline.js';
import type { Verdict } from '../verdict/exit-code.js';
import type { CountedFinding, CountedInconclusive, OperationRow, Remarks, Report } from '../verdict/report.js';
import { explainFinding, findingBlocks, flakyBlocks, inconclusiveBlocks, mostRequestIds, type DriftBlock } from './drift-blocks.js';
import {
  firstOf,
  groupFindings,
  meaningOf,
  placeNames,
  shownNotes,
  shownSeverity,
  takesBaseline,
  times,
  type FindingGroup,
} from './finding-groups.js';
import { probeHead, probeLines, readingHead, readingLines } from './probe-text.js';
import { recordingsText } from './recordings-text.js';
import { baselineLines, operationCells, plannedLines, rowName, runLines, summaryLine } from './run-text.js';

type Colors = ReturnType<typeof pc.createColors>;

const mostBlocks = 50;
const mostPlaces = 4;
const mostPointers = 10;

/** The report for a terminal. */
export function prettyReport(report: Report, remarks: Remarks & { readonly colors: boolean }): string {
  const { lead } = remarks;
  const colors = pc.createColors(remarks.colors);
  const { inconclusive, operations = [], night, probe, baseline } = report;
  const planned = night?.planned ?? [];
  const notes = shownNotes(report, remarks);
  const blocks = [
    lead,
    operations.length > 0 && operationTable(operations, colors),
    night && [...runLines(night, operations), ...baselineLines(report)].map(indented).join('\n'),
    planned.length > 0 && block('A run would send:', planned.flatMap(plannedLines)),
    probe && block(probeHead(probe), probeLines(probe)),
    probe && block(readingHead, readingLines(probe.reading)),
    ...newsBlocks(report, remarks, colors),
    ...flakyBlocks(report).map((one) => driftBlock(one, colors)),
    ...(night === undefined
      ? inconclusive.map((entry) => inconclusiveBlock(entry, colors, report))
      : inconclusiveBlocks(report).map((one) => driftBlock(one, colors))),
    ...recordingsText(report.recordings).map(({ head, lines }) => block(colors.yellow(head), lines)),
    notes.shown.map((group) => noteBlock(group, report)).join('\n'),
    baseline && baseline.removable.length > 0 && removableBlock(baseline, colors),
    notes.sentence && indented(notes.sentence),
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

/** The findings that are no notes. */
function newsBlocks(report: Report, { acceptOptions, maxFindings = mostBlocks }: Remarks, colors: Colors): string[] {
  const blocks =
    report.night === undefined
      ? groupFindings(report.findings).map((group) => findingBlock(group, colors, report))
      : findingBlocks(report, acceptOptions).map((one) => driftBlock(one, colors));
  const more = blocks.length - maxFindings;
  return [...blocks.slice(0, maxFindings), ...(more > 0 ? [`  and ${countOf(more, 'more finding')}; --format json has all.`] : [])];
}

/** Findings, or inconclusive steps, of a drift run with one cause. */
function driftBlock(one: DriftBlock, colors: Colors): string {
  const { name, finding, isFlaky, extent, sentences, where, likely, next, promises, fingerprints, accept, requestIds } = one;
  const kind = finding === undefined ? colors.yellow('inconclusive') : isFlaky ? colors.yellow('flaky') : paintSeverity(finding, colors);
  return block(`${kind}  ${colors.bold(name)}  (${extent})`, [
    ...sentences.map((sentence) => shownText(sentence, 1000)),
    `in ${shownText(where, 1000)}`,
    ...(likely === undefined ? [] : [`likely cause: ${likely}`]),
    `next: ${next}`,
    ...promises.flatMap((promise) => promiseLines('promised in', promise, colors)),
    ...(fingerprints.length === 0 ? [] : ['fingerprints']),
    ...fingerprints.map(({ fingerprint, label }) => `  ${fingerprint}  ${shownText(label)}`),
    ...(accept === undefined ? [] : ['to accept for a while:', `  ${accept}`]),
    ...(requestIds.length === 0 ? [] : [`request ids: ${firstOf(requestIds, mostRequestIds).join(', ')}`]),
  ]);
}

function promiseLines(lead: string, { file, line, text, url }: DocumentedPlace, colors: Colors): string[] {
  return [`${lead} ${file}:${line}`, `  ${colors.dim(shownText(text))}`, ...(url === undefined ? [] : [`  ${shownText(url)}`])];
}

function paintSeverity(finding: CountedFinding, colors: Colors): string {
  const colorOf = { breaking: colors.red, unknown: colors.yellow, additive: colors.cyan, note: colors.dim };
  return (excuseOf(finding) === undefined ? colorOf[finding.severity] : colors.dim)(shownSeverity(finding));
}

function findingBlock({ finding, findings, count }: FindingGroup, colors: Colors, report: Report): string {
  const { code, message, documentedAt, seenAt, baseline } = finding;
  const fingerprints = findings.map(({ fingerprint }) => fingerprint);
  return block(`${paintSeverity(finding, colors)}  ${colors.bold(code)}  (${times(count)})`, [
    shownText(message),
    ...(baseline === undefined ? [] : [shownText(baselineSentence(baseline), 1000)]),
    ...promiseLines(placeNames(report).documented, documentedAt, colors),
    ...firstOf(
      findings.map((one) => seenIn(one, report)),
      mostPlaces,
    ),
    ...(seenAt === undefined ? [] : [`  ${colors.dim(shownText(seenAt.text))}`]),
    ...(takesBaseline(report.command) ? [`fingerprint ${firstOf(fingerprints, mostPlaces).join(', ')}`] : []),
    `next: ${codes[code].advice}`,
  ]);
}

function inconclusiveBlock(entry: CountedInconclusive, colors: Colors, report: Report): string {
  const { means, advice } = inconclusiveReasons[entry.reason];
  const head = `${colors.yellow('inconclusive')}  ${colors.bold(entry.reason)}  (${times(entry.count)})`;
  return block(head, [means, seenIn(entry, report), `next: ${advice}`]);
}

function noteBlock({ finding, findings, count }: FindingGroup, report: Report): string {
  const { likely, next = '' } = explainFinding(finding, report) ?? {};
  const pointers = [...new Set(findings.map(({ pointer }) => shownText(pointer)))].filter((pointer) => pointer !== '');
  const at = pointers.length === 0 ? [] : [`at ${firstOf(pointers, mostPointers).join(', ')}`];
  return block(`${shownSeverity(finding)}  ${finding.code}  (${times(count)})`, [
    shownText(meaningOf(finding)),
    ...at,
    ...(likely === undefined ? [] : [`likely cause: ${likely}`, `next: ${next}`]),
  ]);
}

function removableBlock({ file, removable }: Report['baseline'] & object, colors: Colors): string {
  const lines = removable.map((entry) => shownText(removableSentence(entry), 1000));
  return block(`${colors.cyan('removable')}  from ${shownFile(file)}`, firstOf(lines, mostBlocks));
}

function seenIn({ source, seenAt }: Pick<CountedFinding, 'source' | 'seenAt'>, report: Report): string {
  const place = report.command === 'docs' && seenAt === undefined ? 'none' : shownPlace(source);
  return `${placeNames(report).seen} ${place}, ${shownName(source)}`;
}

function paint(verdict: Verdict, colors: Colors): string {
  if (verdict === 'agrees') return colors.green(verdict);
  return verdict === 'inconclusive' || verdict === 'nothing-judged' ? colors.yellow(verdict) : colors.red(verdict);
}
