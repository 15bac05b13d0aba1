import { countOf, numeral } from '../../contracts/count-of.js';
import { codes, inconclusiveReasons } from '../../contracts/judge/codes.js';
import type { Source } from '../../contracts/judge/exchange.js';
import type { DocumentedPlace } from '../../contracts/judge/finding.js';
import { code, linkTarget, prose, rowText, shownName, shownPlace, table } from '../verdict/shown-text.js';
import { baselineSentence, excuseOf, removableSentence } from '../verdict/baseline.js';
import type { CountedInconclusive, Remarks, Report } from '../verdict/report.js';
import { explainFinding, findingBlocks, flakyBlocks, inconclusiveBlocks, mostRequestIds, type DriftBlock } from './drift-blocks.js';
import {
  capitalised,
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

/** GitHub refuses a comment of more than 65,536 characters. */
const mostCharacters = 60_000;
const mostPlaces = 3;
const mostPointers = 10;

/** The report for a job summary or a comment on a pull request: the verdict first, and no more than fits. */
export function markdownReport(report: Report, remarks: Remarks = {}): string {
  const { lead } = remarks;
  const { findings, inconclusive, operations, problems = [], night, probe, baseline } = report;
  const page = new MarkdownLines();
  page.add(`## graph-contracts ${report.command}: ${report.verdict}`);
  page.add(prose(summaryLine(report), Number.POSITIVE_INFINITY));
  if (lead !== undefined) page.add(`> ${prose(lead)}`);
  if (operations !== undefined) {
    const cells = operations.map((row) => operationCells(row).with(0, code(rowName(row, operations))));
    page.add(table(['Operation', 'API', 'Verdict', 'Status', 'Rules seen'], cells));
  }
  if (night !== undefined) page.addList([...runLines(night, operations ?? []), ...baselineLines(report)].map((line) => prose(line, 1000)));
  if (night?.planned !== undefined) {
    page.add('A run would send:');
    page.addList(night.planned.map((request) => lines(plannedLines(request).map((line) => code(line.trim(), 500)))));
  }
  if (probe !== undefined) {
    page.add(prose(probeHead(probe)));
    page.addList(probeLines(probe).map((line) => prose(line, Number.POSITIVE_INFINITY)));
    page.add(prose(readingHead));
    page.add(['```ts', ...readingLines(probe.reading), '```'].join('\n'));
  }
  page.addTable('problems', 36_000, ['Cannot be judged'], problems, (problem) => [prose(problem)]);
  const { documented, seen } = placeNames(report);
  const header = ['Severity', 'Finding', capitalised(documented).replace(':', ''), capitalised(seen).replace(':', ''), 'What to do'];
  if (night === undefined)
    page.addTable('findings', 48_000, header, groupFindings(findings), (group) => findingCells(group, report.command), remarks.maxFindings);
  else page.addSections('findings', 48_000, findingBlocks(report, remarks.acceptOptions).map(driftSection), remarks.maxFindings);
  page.addSections('flaky findings', 54_000, flakyBlocks(report).map(driftSection));
  if (night === undefined)
    page.addTable('reasons', 54_000, ['Inconclusive', 'Why', 'Seen in', 'What to do'], inconclusive, inconclusiveCells);
  else page.addSections('reasons', 54_000, inconclusiveBlocks(report).map(driftSection));
  page.addTable('entries', 54_000, ['Removable from the baseline'], baseline?.removable ?? [], (entry) => [
    prose(removableSentence(entry), 1000),
  ]);
  for (const { head, lines: rows } of recordingsText(report.recordings))
    page.addTable('lines', 57_000, [head], rows, (row) => [prose(row)]);
  const notes = shownNotes(report, remarks);
  if (notes.shown.length > 0) {
    page.add(`<details>\n<summary>${countOf(report.summary.notes - notes.leftOut, 'note')}: worth knowing, never a failure</summary>`);
    page.addTable('notes', mostCharacters, ['Note', 'Meaning', 'At'], notes.shown, (group) => noteCells(group, report));
    page.add('</details>');
  }
  if (notes.sentence !== undefined) page.add(prose(notes.sentence));
  return page.text;
}

/** Blocks of Markdown. */
class MarkdownLines {
  text = '';

  add(block: string): void {
    this.text += `${this.text === '' ? '' : '\n'}${block}\n`;
  }

  addList(items: readonly string[]): void {
    this.add(items.map((item) => `- ${item}`).join('\n'));
  }

  /** Adds the sections that fit. @param most the characters that the page may have after them. */
  addSections(things: string, most: number, sections: readonly string[], limit = Number.POSITIVE_INFINITY): void {
    let length = this.text.length;
    const fitting = sections.findIndex((section, index) => index >= limit || (length += section.length + 2) > most);
    const shown = fitting === -1 ? sections : sections.slice(0, fitting);
    for (const section of shown) this.add(section);
    this.addLeftOut(things, sections.length - shown.length);
  }

  private addLeftOut(things: string, left: number): void {
    if (left > 0) this.add(`${numeral(left)} more ${things} are left out here; \`--format json\` has all.`);
  }

  /** Adds the rows that fit, unless there are none. @param most the characters that the page may have after them. */
  addTable<T>(
    things: string,
    most: number,
    header: readonly string[],
    items: readonly T[],
    cellsOf: (item: T) => readonly string[],
    limit = Number.POSITIVE_INFINITY,
  ): void {
    if (items.length === 0) return;
    let length = this.text.length + table(header, []).length;
    const shown: (readonly string[])[] = [];
    for (const item of items) {
      const row = cellsOf(item);
      length += rowText(row).length + 1;
      if (length > most || shown.length >= limit) break;
      shown.push(row);
    }
    if (shown.length > 0) this.add(table(header, shown));
    this.addLeftOut(things, items.length - shown.length);
  }
}

function findingCells({ finding, findings, count }: FindingGroup, command: string): string[] {
  const { severity, message, documentedAt, seenAt, baseline } = finding;
  const places = command === 'docs' && seenAt === undefined ? ['none'] : findings.map(({ source }) => place(source));
  const fingerprints = takesBaseline(command) ? findings.map(({ fingerprint }) => code(fingerprint)) : [];
  return [
    severity === 'breaking' && excuseOf(finding) === undefined ? '**breaking**' : shownSeverity(finding),
    lines([code(finding.code), prose(message), baseline === undefined ? '' : prose(baselineSentence(baseline), 1000)]),
    lines(promiseParts(documentedAt)),
    lines([
      ...firstOf(places, mostPlaces),
      seenAt === undefined ? '' : code(seenAt.text, 150),
      times(count),
      ...firstOf(fingerprints, mostPlaces),
    ]),
    prose(codes[finding.code].advice),
  ];
}

/** Findings, or inconclusive steps, of a drift run with one cause. */
function driftSection(one: DriftBlock): string {
  const { name, finding, isFlaky, extent, sentences, where, likely, next, promises, fingerprints, accept, requestIds } = one;
  const items = [
    `In: ${prose(where, 1000)}`,
    ...(likely === undefined ? [] : [`**Likely cause:** ${prose(likely, 1000)}`]),
    `**Next:** ${prose(next, 1000)}`,
    ...promises.map((promise) => `Promised in ${promiseParts(promise).join(' ')}`),
    ...fingerprints.map(({ fingerprint, label }) => `Fingerprint ${code(fingerprint)}: ${prose(label)}`),
    ...(accept === undefined ? [] : [`To accept for a while: ${code(accept, 2000)}`]),
    ...(requestIds.length === 0
      ? []
      : [
          `Request ids: ${firstOf(
            requestIds.map((id) => code(id)),
            mostRequestIds,
          ).join(', ')}`,
        ]),
  ];
  return [
    `### ${finding === undefined ? 'inconclusive' : isFlaky ? 'flaky' : shownSeverity(finding)}: ${code(name)} (${extent})`,
    sentences.map((sentence) => prose(sentence, 1000)).join('<br>'),
    items.map((item) => `- ${item}`).join('\n'),
  ].join('\n\n');
}

function promiseParts({ file, line, text, url }: DocumentedPlace): string[] {
  return [code(`${file}:${line}`), code(text, 150), url === undefined ? '' : `[Microsoft's page](${linkTarget(url)})`];
}

function inconclusiveCells({ reason, source, count }: CountedInconclusive): string[] {
  const { means, advice } = inconclusiveReasons[reason];
  return [reason, prose(means), lines([place(source), times(count)]), prose(advice)];
}

function noteCells({ finding, findings, count }: FindingGroup, report: Report): string[] {
  const { likely, next = '' } = explainFinding(finding, report) ?? {};
  const cause = likely === undefined ? [] : [prose(`Likely cause: ${likely}`, 1000), prose(`Next: ${next}`, 1000)];
  const pointers = [...new Set(findings.map(({ pointer }) => code(pointer, 100)))].filter((pointer) => pointer !== '');
  const excuse = excuseOf(finding) ?? '';
  return [
    lines([code(finding.code), excuse, times(count)]),
    lines([prose(meaningOf(finding)), ...cause]),
    lines(firstOf(pointers, mostPointers)),
  ];
}

function place(source: Source): string {
  return lines([code(shownPlace(source)), prose(shownName(source))]);
}

function lines(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('<br>');
}
