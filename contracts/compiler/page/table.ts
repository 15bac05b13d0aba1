import type { Line } from './lines.js';
import { PageError } from './page-error.js';

export interface TableRow {
  readonly line: number;
  readonly cells: readonly string[];
  /** True when the row held more cells than the table has columns, and the surplus was put back into the last one. */
  readonly rejoined: boolean;
}

/** A row of one bold cell, which heads the rows below it. */
export interface TableLabel {
  readonly line: number;
  readonly text: string;
}

export interface Table {
  readonly kind: 'table';
  readonly line: number;
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
  readonly labels: readonly TableLabel[];
}

export function isDelimiterRow(text: string): boolean {
  return text.includes('-') && text.includes('|') && splitRow(text).every((cell) => /^:?-+:?$/.test(cell));
}

/**
 * Reads a table from its lines: columns, delimiter row, rows.
 * A row with a cell too many holds a `|` that its author forgot to escape: the last column is the one with free text, so the surplus is
 * put back there. A row with a cell too few has lost a promise, and stops the compile; one bold cell alone is a label, and promises nothing.
 */
export function parseTable(file: string, lines: readonly Line[]): Table {
  const [head, delimiter, ...body] = lines;
  if (head === undefined || delimiter === undefined) {
    throw new PageError(file, head?.number ?? 1, 'a table needs a row of column names and a row of dashes');
  }
  const columns = splitRow(head.text);
  const declared = splitRow(delimiter.text).length;
  if (declared !== columns.length) {
    throw new PageError(
      file,
      delimiter.number,
      `the table names ${columns.length} columns (${columns.join(', ')}), but its row of dashes has ${declared}`,
    );
  }
  const rows: TableRow[] = [];
  const labels: TableLabel[] = [];
  for (const line of body) {
    const cells = splitRow(line.text);
    const label = cells.length === 1 && columns.length > 1 ? /^\*\*([^*]+)\*\*$/.exec(cells[0] ?? '')?.[1] : undefined;
    if (label !== undefined) {
      labels.push({ line: line.number, text: label });
      continue;
    }
    if (cells.length < columns.length) {
      throw new PageError(
        file,
        line.number,
        `the row has ${cells.length} cells, but the table has ${columns.length} columns (${columns.join(', ')})`,
      );
    }
    const kept = cells.slice(0, columns.length - 1);
    const rejoined = cells.length > columns.length;
    rows.push({ line: line.number, cells: rejoined ? [...kept, cells.slice(kept.length).join('|')] : cells, rejoined });
  }
  return { kind: 'table', line: head.number, columns, rows, labels };
}

/** Splits at each `|` that no backslash escapes; one at either end of the line is a border, not a cell. */
function splitRow(text: string): string[] {
  const inner = text
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '');
  return inner.split(/(?<!\\)\|/).map((cell) => cell.replaceAll('\\|', '|').trim());
}
