import type { KnownType, Layer, OpenType, Place, PlaceKind, Reading, Remark, Rule, Says } from '../contract.js';
import type { Block } from './page/blocks.js';
import { splitLines } from './page/lines.js';
import { PageError } from './page/page-error.js';
import type { Table, TableRow } from './page/table.js';
import { readings, type ReadingId } from './readings.js';

/** What has been read of one page so far: every section reader writes into it. */
export class Draft {
  readonly rules: Rule[] = [];
  private readonly ruleAt = new Map<string, number>();
  readonly types: KnownType[] = [];
  readonly openTypes: OpenType[] = [];
  /** The ids of rules about properties that a client cannot set. */
  readonly readOnly: string[] = [];
  readonly open: Remark[] = [];
  readonly odd: Remark[] = [];
  private readonly readAs = new Map<ReadingId, Place[]>();
  private readonly lines: readonly string[];

  constructor(
    readonly file: string,
    readonly layer: Layer,
    text: string,
  ) {
    this.lines = splitLines(text).map((line) => line.text.trim());
  }

  place(line: number, kind: PlaceKind): Place {
    return { page: this.file, line, kind, layer: this.layer, text: this.lines[line - 1] ?? '' };
  }

  /**
   * Adds a rule; if a rule of that id exists, the line repeats it, and the first one keeps its words.
   * @returns the rule that the line repeats, as it was, for a caller to whom it matters whether both say the same.
   */
  promise(id: string, line: number, kind: PlaceKind, says: Says): Rule | undefined {
    const place = this.place(line, kind);
    const index = this.ruleAt.get(id);
    const existing = index === undefined ? undefined : this.rules[index];
    if (index === undefined || existing === undefined) {
      this.ruleAt.set(id, this.rules.push({ id, at: place, restatedAt: [], says }) - 1);
    } else {
      this.rules[index] = { ...existing, restatedAt: [...existing.restatedAt, place] };
    }
    return existing;
  }

  find(id: string): Rule | undefined {
    const index = this.ruleAt.get(id);
    return index === undefined ? undefined : this.rules[index];
  }

  readIt(id: ReadingId, line: number, kind: PlaceKind): void {
    const places = this.readAs.get(id) ?? [];
    places.push(this.place(line, kind));
    this.readAs.set(id, places);
  }

  /** The rows of a table; what is strange about its form is listed as odd. */
  rowsOf(table: Table): readonly TableRow[] {
    for (const { line, text } of table.labels) this.findOdd(`the row holds nothing but the label ${quote(text)}`, line, 'table-row');
    for (const row of table.rows.filter(({ rejoined }) => rejoined)) {
      this.findOdd(`an unescaped "|" in the row of ${row.cells[0] ?? ''}`, row.line, 'table-row');
    }
    return table.rows;
  }

  leaveOpen(what: string, line: number, kind: PlaceKind): void {
    this.open.push({ what, at: this.place(line, kind) });
  }

  findOdd(what: string, line: number, kind: PlaceKind): void {
    this.odd.push({ what, at: this.place(line, kind) });
  }

  leaveTypeOpen(name: string, baseType: string, line: number, kind: PlaceKind): void {
    if (!this.openTypes.some((type) => type.name === name)) this.openTypes.push({ name, baseType, at: this.place(line, kind) });
  }

  get readings(): Reading[] {
    return [...this.readAs].map(([id, at]) => ({ id, ...readings[id], at }));
  }

  /** Nothing on a page is dropped in silence: a block that no reader understands stops the compile. */
  unclaimed(block: Block, where: string): never {
    const what = {
      'front-matter': 'front matter',
      heading: 'a heading',
      tab: 'a tab',
      paragraph: 'a paragraph',
      fence: 'a code block',
      comment: 'a comment',
      annotation: 'an annotation',
      table: 'a table',
    }[block.kind];
    throw new PageError(this.file, block.line, `no reader understands ${what} ${where}: ${quote(this.lines[block.line - 1] ?? '')}`);
  }
}

function quote(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 79)}…` : text);
}
