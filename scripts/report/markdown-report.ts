import { countOf, numeral } from '../../contracts/count-of.js';
import { codes, inconclusiveReasons } from '../../contracts/judge/codes.js';
import type { Source } from '../../contracts/judge/exchange.js';
import { type Alike, alike, alikeNotes, firstOf, meaningOf, times } from './finding-groups.js';
import { baselineSentence, excuseOf, removableSentence, withExcuse } from '../verdict/baseline.js';
import { code, prose, rowText, table } from '../verdict/markdown-text.js';
import { nightLines, plannedLines } from './run-text.js';
import { recordingsText } from './recordings-text.js';
import type { CountedInconclusive, OperationRow, Remarks, Report } from '../verdict/report.js';
import { shownName, shownPlace } from '../verdict/shown-text.js';
import { summaryLine } from './summary-line.js';

/** GitHub refuses a comment of more than 65,536 characters; a caller may add some of its own. */
const mostCharacters = 60_000;
/** Kept for what comes after the findings. */
const reserved = 12_000;
const mostPlaces = 3;
const mostPointers = 10;

/** The report for a job summary or a comment on a pull request: the verdict first, and no more than fits. */
export function markdownReport(report: Report, { lead, also }: Remarks = {}): string {
  const { findings, inconclusive, operations, problems = [], night, flaky = [] } = report;
  const page = new Page();
  page.add(`## graph-contracts ${report.command}: ${report.verdict}`);
  page.add(prose(summaryLine(report), Number.POSITIVE_INFINITY));
  if (lead !== undefined) page.add(`> ${prose(lead)}`);
  if (operations !== undefined) page.add(table(['Operation', 'API', 'Verdict', 'Status', 'Rules seen'], operations.map(operationCells)));
  if (night !== undefined)
    page.add(
      nightLines(night, operations ?? [])
        .map((line) => `- ${prose(line, 1000)}`)
        .join('\n'),
    );
  if (night?.planned !== undefined) {
    page.add(
      `A night would send:\n\n${night.planned
        .map(
          (request) =>
            `- ${plannedLines(request)
              .map((line) => code(line.trim(), 500))
              .join('<br>')}`,
        )
        .join('\n')}`,
    );
  }
  if (also !== undefined) page.add(prose(also));
  page.addTable(['Cannot be judged'], problems, (problem) => [prose(problem)], 'problems', mostCharacters - 2 * reserved);
  const groups = alike(findings.filter(({ severity }) => severity !== 'note'));
  page.addTable(
    ['Severity', 'Finding', 'Promised in', 'Seen in', 'What to do'],
    groups,
    (group) => findingCells(group, report.command),
    'findings',
    mostCharacters - reserved,
  );
  page.addTable(
    ['Flaky: seen once, and not again', 'Seen in'],
    flaky,
    ({ code: name, message, source }) => [lines([code(name), prose(message)]), place(source)],
    'flaky findings',
    mostCharacters - reserved / 2,
  );
  page.addTable(
    ['Inconclusive', 'Why', 'Seen in', 'What to do'],
    inconclusive,
    inconclusiveCells,
    'reasons',
    mostCharacters - reserved / 2,
  );
  page.addTable(
    ['Removable from the baseline'],
    report.baseline?.removable ?? [],
    (entry) => [prose(removableSentence(entry), 1000)],
    'entries',
    mostCharacters - reserved / 2,
  );
  for (const { head, lines: rows } of recordingsText(report.recordings)) {
    page.addTable([head], rows, (row) => [prose(row)], 'lines', mostCharacters - reserved / 4);
  }
  const notes = alikeNotes(findings.filter(({ severity }) => severity === 'note'));
  if (notes.length > 0) {
    page.add(`<details>\n<summary>${countOf(report.summary.notes, 'note')}: worth knowing, never a failure</summary>`);
    page.addTable(['Note', 'Meaning', 'At'], notes, noteCells, 'notes', mostCharacters);
    page.add('</details>');
  }
  return page.text;
}

/** Blocks of Markdown, and how much there is of them already. */
class Page {
  text = '';

  add(block: string): void {
    this.text += `${this.text === '' ? '' : '\n'}${block}\n`;
  }

  /** Adds as many rows as fit, and says how many do not. A table without rows is none. */
  addTable<T>(header: readonly string[], items: readonly T[], cellsOf: (item: T) => readonly string[], things: string, most: number): void {
    if (items.length === 0) return;
    let length = this.text.length + table(header, []).length;
    const shown: (readonly string[])[] = [];
    for (const item of items) {
      const row = cellsOf(item);
      length += rowText(row).length + 1;
      if (length > most) break;
      shown.push(row);
    }
    if (shown.length > 0) this.add(table(header, shown));
    if (shown.length < items.length)
      this.add(`${numeral(items.length - shown.length)} more ${things} are left out here; \`--format json\` has all.`);
  }
}

function operationCells({ operation, apiVersion, verdict, status, rulesSeen: { documented, metadata } }: OperationRow): string[] {
  const rules = `${documented.join(' of ')} documented, ${metadata.join(' of ')} metadata`;
  return [code(operation), apiVersion, verdict, status === null ? 'no answer' : String(status), rules];
}

function findingCells({ finding, findings, count }: Alike, command: string): string[] {
  const { severity, message, documentedAt, baseline } = finding;
  const excuse = excuseOf(finding);
  const shownSeverity = excuse === undefined && severity === 'breaking' ? '**breaking**' : withExcuse(severity, excuse);
  return [
    shownSeverity,
    lines([code(finding.code), prose(message), ...(baseline === undefined ? [] : [prose(baselineSentence(baseline), 1000)])]),
    lines([code(`${documentedAt.file}:${documentedAt.line}`), code(documentedAt.text, 150)]),
    lines([
      ...firstOf(
        findings.map(({ source }) => place(source)),
        mostPlaces,
      ),
      times(count),
      // Only a finding of a night can be accepted, and is by these.
      ...(command === 'drift'
        ? firstOf(
            findings.map(({ fingerprint }) => code(fingerprint)),
            mostPlaces,
          )
        : []),
    ]),
    prose(codes[finding.code].advice),
  ];
}

function inconclusiveCells({ reason, source, count }: CountedInconclusive): string[] {
  const { means, advice } = inconclusiveReasons[reason];
  return [reason, prose(means), lines([place(source), times(count)]), prose(advice)];
}

function noteCells({ finding, findings, count }: Alike): string[] {
  const pointers = [...new Set(findings.map(({ pointer }) => code(pointer, 100)))].filter((pointer) => pointer !== '');
  return [lines([code(finding.code), times(count)]), prose(meaningOf(finding)), lines(firstOf(pointers, mostPointers))];
}

function place(source: Source): string {
  return lines([code(shownPlace(source)), prose(shownName(source))]);
}

function lines(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('<br>');
}
