import type { JsonType } from '../../contract.js';
import { bareTypeName } from '../../type-family.js';
import { PageError, type Oddity } from './page-error.js';

export interface TableRow {
  readonly line: number;
  readonly cells: readonly string[];
}

export interface Table {
  readonly kind: 'table';
  readonly line: number;
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
  readonly odd: readonly Oddity[];
}

export interface PropertyType {
  /** Absent for a named type that only another page describes: it may be an object or an enumeration. */
  readonly json?: JsonType;
  /** A named type, without its namespace: that of the value, or of each item of a list. */
  readonly typeName?: string;
  /** The JSON type of each item of a list, if the items are primitive. */
  readonly items?: JsonType;
}

export function isDelimiterRow(text: string): boolean {
  return text.includes('-') && text.includes('|') && splitRow(text).every((cell) => /^:?-+:?$/.test(cell));
}

/**
 * Reads a table from its lines: columns, delimiter row, rows. A single bold cell is a label and adds no rule.
 * @param first the number of the first line.
 * @throws PageError for a row with too few cells. Surplus cells come from an unescaped `|` and belong to the last column, which is free text.
 */
export function parseTable(file: string, first: number, lines: readonly string[]): Table {
  const [columns = [], dashes = [], ...body] = lines.map(splitRow);
  const width = `${columns.length} columns (${columns.join(', ')})`;
  if (dashes.length !== columns.length) {
    throw new PageError(file, first + 1, `the table names ${width}, but its row of dashes has ${dashes.length}`);
  }
  const rows: TableRow[] = [];
  const odd: Oddity[] = [];
  for (const [index, cells] of body.entries()) {
    const line = first + 2 + index;
    const [name = ''] = cells;
    const label = cells.length === 1 && columns.length > 1 ? /^\*\*([^*]+)\*\*$/.exec(name)?.[1] : undefined;
    if (label !== undefined) {
      odd.push({ what: `the row holds nothing but the label ${JSON.stringify(label)}`, line });
    } else if (cells.length < columns.length) {
      throw new PageError(file, line, `the row has ${cells.length} cells, but the table has ${width}`);
    } else {
      const last = columns.length - 1;
      rows.push({ line, cells: [...cells.slice(0, last), cells.slice(last).join('|')] });
      if (cells.length > columns.length) odd.push({ what: `an unescaped "|" in the row of ${name}`, line });
    }
  }
  return { kind: 'table', line: first, columns, rows, odd };
}

/** Splits at each `|` that no backslash escapes; one at either end of the line is a border, not a cell. */
function splitRow(text: string): string[] {
  const inner = text.replace(/^\s*\|/, '').replace(/(?<!\\)\|\s*$/, '');
  return inner.split(/(?<!\\)\|/).map((cell) => cell.replaceAll('\\|', '|').trim());
}

/** The text of a cell without marks of bold and code. */
export function plainCell(cell: string): string {
  return cell.replaceAll(/[*`]/g, '').trim();
}

/** Names of primitive types, by the JSON type of their values. */
const primitives = {
  string: ['string', 'guid', 'binary', 'stream', 'url', 'date', 'timeofday', 'duration', 'datetimeoffset', 'datetime'],
  boolean: ['boolean'],
  integer: ['int16', 'int32', 'int64', 'integer', 'byte'],
  number: ['single', 'double', 'decimal', 'number'],
};
const jsonTypes = Object.keys(primitives) as (keyof typeof primitives)[];

/** Reads a cell of a column "Type": `String`, `Edm.Int32`, `[someType](…)`, `someType collection`, `Collection(microsoft.graph.someType)`. */
export function readPropertyType(cell: string): PropertyType {
  const text = plainCell(cell)
    .replace(/\[([^[\]]*)\]\([^()]*\)/g, '$1')
    .trim();
  const ofItems = text.replace(/\bcollection\b(?:\s+of\b)?|[()]/gi, ' ').trim();
  if (/\bcollection\b/i.test(text)) {
    const { json: items, typeName } = readNamedType(ofItems);
    return { json: 'array', items, typeName };
  }
  return readNamedType(text);
}

function readNamedType(text: string): PropertyType {
  const typeName = bareTypeName(text.replace(/^Edm\./, ''));
  const json = jsonTypes.find((type) => primitives[type].includes(typeName.toLowerCase()));
  return json === undefined ? { typeName: typeName || undefined } : { json };
}

/** One value of a list: in code, bold, italics or quotes, or a plain word. A remark in parentheses may follow. */
const listedValue = /(?:`([^`]+)`|\*\*([^*]+)\*\*|\*([^*]+)\*|"([^"]+)"|([A-Za-z]\w*))\s*(?:\([^()]*\)\s*)?/y;
const betweenValues = /,\s*(?:(?:and|or)\s+)?|(?:and|or)\s+/y;

/**
 * The values in `Possible values are: …`, as Graph's pages list an enumeration in a description, with those of the note on an evolvable
 * enumeration. Undefined if something else than a list of values follows.
 */
export function readPossibleValues(description: string): readonly string[] | undefined {
  const lists = [/\bpossible values(?: are)?\b:?\s*/i, /\bvalues?(?:\(s\))? in this (?:\[evolvable enum\]\([^()]*\)|evolvable enum):\s*/i];
  const found = lists.map((start) => {
    const match = start.exec(description);
    return match === null ? undefined : readList(description, match.index + match[0].length);
  });
  const [values, further = []] = found;
  return values && [...values, ...further];
}

/** The values from a position to the end of their sentence. A single plain word is no list: "Possible values are documented." */
function readList(text: string, start: number): string[] | undefined {
  const values: string[] = [];
  let isMarked = false;
  for (let at = start; ; at = betweenValues.lastIndex) {
    listedValue.lastIndex = at;
    const [whole, code, bold, italic, quoted, word] = listedValue.exec(text) ?? [];
    const value = code ?? bold ?? italic ?? quoted ?? word;
    if (whole === undefined || value === undefined || value === 'null') return undefined;
    isMarked ||= word === undefined;
    values.push(value.trim());
    betweenValues.lastIndex = listedValue.lastIndex;
    if (!betweenValues.test(text)) break;
  }
  const isAtEnd = /^(?:[.;]|<br|$)/.test(text.slice(listedValue.lastIndex, listedValue.lastIndex + 3));
  return isAtEnd && (isMarked || values.length > 1) ? values : undefined;
}
