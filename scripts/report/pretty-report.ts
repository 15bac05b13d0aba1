import pc from 'picocolors';
import { numeral } from '../../contracts/count-of.js';
import { codes, inconclusiveReasons } from '../../contracts/judge/codes.js';
import type { Verdict } from '../verdict/exit-code.js';
import { type Alike, alike, alikeNotes, firstOf, meaningOf, times } from './finding-groups.js';
import { baselineSentence, excuseOf, removableSentence, withExcuse } from '../verdict/baseline.js';
import { inColumns, shownFile, shownName, shownPlace, shownText } from '../verdict/shown-text.js';
import { nightLines, plannedLines } from './run-text.js';
import type { CountedFinding, CountedInconclusive, OperationRow, Remarks, Report } from '../verdict/report.js';
import { recordingsText } from './recordings-text.js';
import { summaryLine } from './summary-line.js';

type Colors = ReturnType<typeof pc.createColors>;

/** More than that nobody reads; the report for machines has all. */
const mostBlocks = 50;
const mostPlaces = 4;
const mostPointers = 10;

/** The report for people. */
export function prettyReport(report: Report, options: Remarks & { readonly colors: boolean }): string {
  const colors = pc.createColors(options.colors);
  const groups = alike(report.findings.filter(({ severity }) => severity !== 'note'));
  const blocks = [
    ...(options.lead === undefined ? [] : [options.lead]),
    ...(report.operations === undefined || report.operations.length === 0 ? [] : [operationTable(report.operations, colors)]),
    ...nightBlocks(report),
    ...(options.also === undefined ? [] : [`  ${options.also}`]),
    ...groups.slice(0, mostBlocks).map((group) => findingBlock(group, colors, report.command)),
    ...(groups.length > mostBlocks ? [`  and ${numeral(groups.length - mostBlocks)} more findings; --format json has all.`] : []),
    ...(report.flaky ?? []).map((finding) => flakyBlock(finding, colors)),
    ...report.inconclusive.map((entry) => inconclusiveBlock(entry, colors)),
    ...recordingsText(report.recordings).map(({ head, lines }) =>
      [`  ${colors.yellow(head)}`, ...lines.map((line) => `    ${line}`)].join('\n'),
    ),
    ...notes(report.findings.filter(({ severity }) => severity === 'note')),
    ...removable(report, colors),
    `${paint(report.verdict, colors)}: ${summaryLine(report)}`,
  ];
  return `${blocks.join('\n\n')}\n`;
}

function nightBlocks({ night, operations = [] }: Report): string[] {
  if (night === undefined) return [];
  const planned = (night.planned ?? []).flatMap(plannedLines).map((line) => `    ${line}`);
  return [
    nightLines(night, operations)
      .map((line) => `  ${line}`)
      .join('\n'),
    ...(planned.length === 0 ? [] : [['  A night would send, if nothing stood in its way:', ...planned].join('\n')]),
  ];
}

/** What was seen once, and not again. */
function flakyBlock({ code, message, source }: CountedFinding, colors: Colors): string {
  return [
    `  ${colors.yellow('flaky')}  ${colors.bold(code)}`,
    `    ${shownText(message)}`,
    `    seen in ${shownPlace(source)}, ${shownName(source)}, and not again in a second exchange of the same night`,
    '    next: Look at the next nights. If it comes and goes, a part of Graph has changed.',
  ].join('\n');
}

function operationTable(rows: readonly OperationRow[], colors: Colors): string {
  const cells = rows.map((row) => [
    row.operation,
    row.apiVersion,
    row.verdict,
    row.status === null ? 'no answer' : String(row.status),
    `${row.milliseconds} ms`,
    `${row.rulesSeen.documented.join(' of ')} documented, ${row.rulesSeen.metadata.join(' of ')} metadata`,
  ]);
  return inColumns([['operation', 'API', 'verdict', 'status', 'time', 'rules seen'], ...cells])
    .map((line, index) => {
      const verdict = rows[index - 1]?.verdict;
      return `  ${verdict === undefined ? colors.dim(line) : line.replace(verdict, paint(verdict, colors))}`;
    })
    .join('\n');
}

function findingBlock({ finding, findings, count }: Alike, colors: Colors, command: string): string {
  const { severity, code, message, documentedAt, baseline } = finding;
  const excuse = excuseOf(finding);
  const paintSeverity =
    excuse !== undefined ? colors.dim : { breaking: colors.red, unknown: colors.yellow, additive: colors.cyan, note: colors.dim }[severity];
  const places = findings.map(({ source }) => `seen in ${shownPlace(source)}, ${shownName(source)}`);
  return [
    `  ${paintSeverity(withExcuse(severity, excuse))}  ${colors.bold(code)}  (${times(count)})`,
    `    ${shownText(message)}`,
    ...(baseline === undefined ? [] : [`    ${shownText(baselineSentence(baseline), 1000)}`]),
    `    promised in ${documentedAt.file}:${documentedAt.line}`,
    `      ${colors.dim(shownText(documentedAt.text))}`,
    ...firstOf(places, mostPlaces).map((place) => `    ${place}`),
    // Only a finding of a night can be accepted, and is by these.
    ...(command === 'drift' ? [`    fingerprint ${fingerprints(findings).join(', ')}`] : []),
    `    next: ${codes[code].advice}`,
  ].join('\n');
}

function inconclusiveBlock({ reason, source, count }: CountedInconclusive, colors: Colors): string {
  const { means, advice } = inconclusiveReasons[reason];
  return [
    `  ${colors.yellow('inconclusive')}  ${colors.bold(reason)}  (${times(count)})`,
    `    ${means}`,
    `    seen in ${shownPlace(source)}, ${shownName(source)}`,
    `    next: ${advice}`,
  ].join('\n');
}

function fingerprints(findings: readonly CountedFinding[]): string[] {
  return firstOf(
    findings.map(({ fingerprint }) => fingerprint),
    mostPlaces,
  );
}

/** What the baseline holds in vain. Only a person takes it out. */
function removable({ baseline }: Report, colors: Colors): string[] {
  if (baseline === undefined || baseline.removable.length === 0) return [];
  const lines = firstOf(
    baseline.removable.map((entry) => shownText(removableSentence(entry), 1000)),
    mostBlocks,
  );
  return [[`  ${colors.cyan('removable')}  from ${shownFile(baseline.file)}`, ...lines.map((line) => `    ${line}`)].join('\n')];
}

/** Notes are worth knowing, not worth a block each: one line for each code or reason, with the places at which it occurred. */
function notes(findings: readonly CountedFinding[]): string[] {
  const lines = alikeNotes(findings).map(({ finding, findings: group, count }) => {
    const pointers = [...new Set(group.map(({ pointer }) => shownText(pointer)))].filter((pointer) => pointer !== '');
    const at = pointers.length === 0 ? '' : `\n    at ${firstOf(pointers, mostPointers).join(', ')}`;
    return `  note  ${finding.code}  (${times(count)})\n    ${shownText(meaningOf(finding))}${at}`;
  });
  return lines.length === 0 ? [] : [lines.join('\n')];
}

function paint(verdict: Verdict, colors: Colors): string {
  if (verdict === 'agrees') return colors.green(verdict);
  return verdict === 'inconclusive' || verdict === 'nothing-judged' ? colors.yellow(verdict) : colors.red(verdict);
}
