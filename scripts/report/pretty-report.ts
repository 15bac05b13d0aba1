import { relative } from 'node:path';
import pc from 'picocolors';
import { codes, inconclusiveReasons, type Severity } from '../../contracts/judge/codes.js';
import type { Verdict } from '../exit-code.js';
import type { CountedFinding, CountedInconclusive, OperationRow, Report } from './report.js';

type Colors = ReturnType<typeof pc.createColors>;

/** The report for people. */
export function prettyReport(
  report: Report,
  options: { readonly colors: boolean; readonly lead?: string; readonly also?: string },
): string {
  const colors = pc.createColors(options.colors);
  const blocks = [
    ...(options.lead === undefined ? [] : [options.lead]),
    ...(report.operations === undefined ? [] : [operationTable(report.operations, colors)]),
    ...(options.also === undefined ? [] : [`  ${options.also}`]),
    ...alike(report.findings.filter(({ severity }) => severity !== 'note')).map((group) => findingBlock(group, colors)),
    ...report.inconclusive.map((entry) => inconclusiveBlock(entry, colors)),
    ...notes(report.findings.filter(({ severity }) => severity === 'note')),
    lastLine(report, colors),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function operationTable(rows: readonly OperationRow[], colors: Colors): string {
  const cells = rows.map((row) => [
    row.operation,
    row.apiVersion,
    row.verdict,
    row.status === null ? 'no answer' : String(row.status),
    `${String(row.milliseconds)} ms`,
    `${row.rulesSeen.documented.join(' of ')} documented, ${row.rulesSeen.metadata.join(' of ')} metadata`,
  ]);
  const table = [['operation', 'API', 'verdict', 'status', 'time', 'rules seen'], ...cells];
  const widths = (table[0] ?? []).map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  return table
    .map((row, index) => {
      const line = row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd();
      const verdict = rows[index - 1]?.verdict;
      return `  ${verdict === undefined ? colors.dim(line) : line.replace(verdict, paint(verdict, colors))}`;
    })
    .join('\n');
}

/** Findings that say the same, such as the same disagreement in both API versions, share a block. */
function alike(findings: readonly CountedFinding[]): CountedFinding[][] {
  const groups = new Map<string, CountedFinding[]>();
  for (const finding of findings) {
    const { code, message, documentedAt } = finding;
    const key = [code, message, documentedAt.file, documentedAt.line].join('\n');
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups.values()];
}

function findingBlock(group: readonly CountedFinding[], colors: Colors): string {
  const [finding] = group;
  if (finding === undefined) return '';
  const { severity, code, message, documentedAt } = finding;
  const count = group.reduce((sum, one) => sum + one.count, 0);
  const paintSeverity = { breaking: colors.red, unknown: colors.yellow, additive: colors.cyan, note: colors.dim }[severity];
  return [
    `  ${paintSeverity(severity)}  ${colors.bold(code)}  (${times(count)})`,
    `    ${message}`,
    `    promised in ${documentedAt.file}:${String(documentedAt.line)}`,
    `      ${colors.dim(documentedAt.text)}`,
    ...group.flatMap(({ source }) => (source === undefined ? [] : [`    seen in ${sourceText(source)}`])),
    `    next: ${codes[code].advice}`,
  ].join('\n');
}

function inconclusiveBlock({ reason, source, count }: CountedInconclusive, colors: Colors): string {
  const { means, advice } = inconclusiveReasons[reason];
  return [
    `  ${colors.yellow('inconclusive')}  ${colors.bold(reason)}  (${times(count)})`,
    `    ${means}`,
    `    seen in ${sourceText(source)}`,
    `    next: ${advice}`,
  ].join('\n');
}

/** Notes are worth knowing, not worth a block each: one line for each code, with the places at which it occurred. */
function notes(findings: readonly CountedFinding[]): string[] {
  const byCode = [...new Set(findings.map(({ code }) => code))].map((code) => findings.filter((finding) => finding.code === code));
  const lines = byCode.map((group) => {
    const [{ code } = { code: 'response.not-checked' as const }] = group;
    const count = group.reduce((sum, finding) => sum + finding.count, 0);
    const pointers = [...new Set(group.map(({ pointer }) => pointer))].filter((pointer) => pointer !== '').join(', ');
    return `  note  ${code}  (${times(count)})\n    ${codes[code].means}${pointers === '' ? '' : `\n    at ${pointers}`}`;
  });
  return lines.length === 0 ? [] : [lines.join('\n')];
}

function times(count: number): string {
  return count === 1 ? 'once' : `${String(count)} times`;
}

function sourceText({ file, index, description }: CountedInconclusive['source']): string {
  const name = file.startsWith('/') ? relative(process.cwd(), file) : file;
  return `${name}, ${description}${index === 0 ? '' : ` (number ${String(index + 1)})`}`;
}

function lastLine({ verdict, exitCode, summary }: Report, colors: Colors): string {
  const amounts: [number, string][] = [
    [summary.judged, 'judged'],
    [summary.inconclusive, 'inconclusive'],
    [summary.outside, 'of other operations'],
    ...(['breaking', 'unknown', 'additive'] as const satisfies readonly Severity[]).map((name): [number, string] => [summary[name], name]),
    [summary.notes, 'notes'],
  ];
  const listed = amounts.filter(([amount], index) => amount > 0 || index === 0).map(([amount, name]) => `${String(amount)} ${name}`);
  return `${paint(verdict, colors)}: ${String(summary.exchanges)} exchanges, ${listed.join(', ')}. Exit code ${String(exitCode)}.`;
}

function paint(verdict: Verdict, colors: Colors): string {
  return verdict === 'agrees' ? colors.green(verdict) : verdict === 'inconclusive' ? colors.yellow(verdict) : colors.red(verdict);
}
