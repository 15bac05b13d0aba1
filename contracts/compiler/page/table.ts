import { PageError, type Line } from './line.js';

export interface TableRow {
  readonly line: number;
  readonly cells: readonly string[];
  /** True if the row had more cells than the table has columns: the last cell joins the surplus. */
  readonly rejoined: boolean;
}

/** A row of one bold cell that heads the rows below it. */
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
 * A row with a cell too many holds a `|` that its author forgot to escape: the surplus belongs to the last column, which holds free text.
 * A row with a cell too few has lost a promise, and stops the compile. One bold cell alone is a label and promises nothing.
 */
export function parseTable(file: string, lines: readonly Line[]): Table {
  const [columns = [], dashes = [], ...body] = lines.map(({ text }) => splitRow(text));
  const line = lines[0]?.number ?? 1;
  const width = `${columns.length} columns (${columns.join(', ')})`;
  if (dashes.length !== columns.length) {
    throw new PageError(file, line + 1, `the table names ${width}, but its row of dashes has ${dashes.length}`);
  }
  const rows: TableRow[] = [];
  const labels: TableLabel[] = [];
  for (const [index, cells] of body.entries()) {
    const at = line + 2 + index;
    const label = cells.length === 1 && columns.length > 1 ? /^\*\*([^*]+)\*\*$/.exec(cells[0] ?? '')?.[1] : undefined;
    if (label !== undefined) {
      labels.push({ line: at, text: label });
    } else if (cells.length < columns.length) {
      throw new PageError(file, at, `the row has ${cells.length} cells, but the table has ${width}`);
    } else {
      const last = columns.length - 1;
      rows.push({ line: at, cells: [...cells.slice(0, last), cells.slice(last).join('|')], rejoined: cells.length > columns.length });
    }
  }
  return { kind: 'table', line, columns, rows, labels };
}

/** Splits at each `|` that no backslash escapes; one at either end of the line is a border, not a cell. */
function splitRow(text: string): string[] {
  const inner = text
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '');
  return inner.split(/(?<!\\)\|/).map((cell) => cell.replaceAll('\\|', '|').trim());
}
