import type { ApiVersion, Identity, KnownType, Layer, OpenType, Permission, Place, Reading, Remark, Rule, Says } from '../contract.js';
import { addToGroup } from '../group-by.js';
import type { Block, Fence, Paragraph } from './page/blocks.js';
import type { HttpRequest, HttpResponse } from './page/http-message.js';
import { PageError } from './page/page-error.js';
import { allBlocks, type Page, type Section } from './page/page.js';
import type { PropertyType, Table, TableRow } from './page/table.js';
import { readings, type ReadingId } from './readings.js';

/** A row of the table of request properties. */
export interface BodyRow {
  readonly name: string;
  readonly line: number;
  readonly type: PropertyType;
  /** The values of an enumeration, if the description lists them. */
  readonly values?: readonly string[];
  readonly readOnly: boolean;
  readonly optional: boolean;
}

/** The sentence that introduces the table of request properties. */
export interface BodyList {
  readonly line: number;
  /** `create`: required when one creates the object. `action`: the parameters of an action. */
  readonly purpose: 'create' | 'action' | 'other';
}

/** A request and the response to it, as one example of a page shows them. */
export interface ExamplePair {
  readonly name: string;
  readonly request?: HttpRequest;
  response?: ExampleAnswer;
}

/** `optional` and `nullable`: the root properties that the annotation of the response names so. */
export interface ExampleAnswer extends HttpResponse {
  readonly optional: readonly string[];
  readonly nullable: readonly string[];
}

/** Readers of blocks by their kind. Returning false refuses a block. `aside`: of notes and includes; true if it has read one, which is left open if not. */
type BlockReaders = { readonly [Kind in Block['kind']]?: (block: Extract<Block, { kind: Kind }>) => unknown } & {
  readonly aside?: (block: Paragraph) => unknown;
};

const asides = { note: 'a note, not compiled', include: 'a file that the page includes, not compiled' };

/** Every entity has its key in `id`, and a path that ends in a parameter addresses the entity of that key. */
export function identityIn(template = ''): Identity | undefined {
  const parameter = /\{([^{}]+)\}$/.exec(template)?.[1];
  return parameter === undefined ? undefined : { member: 'id', parameter };
}

/** A page while it is read. Each section reader adds rules, readings and remarks by line. */
export class Draft {
  title = '';
  /** The address of Microsoft's page. */
  url?: string;
  /** The members that a request can set, at the root of its body. */
  settable: readonly string[] = [];
  readonly permissions: Permission[] = [];
  readonly types: KnownType[] = [];
  readonly openTypes: OpenType[] = [];
  /** The ids of rules about properties that a client cannot set. */
  readonly readOnly: string[] = [];
  /** The ids of rules about properties that a published page repeats from a base type. */
  readonly inherited = new Set<string>();
  /** The API versions of each type whose page names them. */
  readonly statedVersions = new Map<string, readonly ApiVersion[]>();
  /** The values of each enumeration, by its name. Empty for flags, which one text combines: `a,b`. */
  readonly enumerations = new Map<string, readonly string[]>();
  readonly open: Remark[] = [];
  readonly odd: Remark[] = [];
  /** Facts that become rules once all sections are read. */
  readonly bodyRows: BodyRow[] = [];
  bodyList?: BodyList;
  /** The line that says that a list replaces all items that exist. */
  replacesAt?: number;
  readonly examples: ExamplePair[] = [];
  private readonly ruleById = new Map<string, Rule>();
  private readonly placesOfReading = new Map<ReadingId, Place[]>();

  constructor(
    readonly page: Page,
    readonly layer: Layer,
  ) {}

  get file(): string {
    return this.page.file;
  }

  get rules(): Rule[] {
    return [...this.ruleById.values()];
  }

  get readings(): Reading[] {
    return [...this.placesOfReading].map(([id, at]) => ({ id, ...readings[id], at }));
  }

  place(line: number): Place {
    const kind = this.page.kinds.get(line) ?? 'prose';
    return { page: this.file, line, kind, layer: this.layer, text: this.page.lines[line - 1] ?? '' };
  }

  /**
   * Adds a rule. If a rule of that id exists, it stays as it is, and the line is listed as restating it.
   * @returns that earlier rule, for a caller that compares the two.
   */
  promise(id: string, line: number, says: Says): Rule | undefined {
    const at = this.place(line);
    const existing = this.ruleById.get(id);
    this.ruleById.set(id, existing ? { ...existing, restatedAt: [...existing.restatedAt, at] } : { id, at, restatedAt: [], says });
    return existing;
  }

  /** The same without some types and their properties. */
  without(typeNames: ReadonlySet<string>): Draft {
    const isKept = ({ name }: { readonly name: string }): boolean => !typeNames.has(name);
    const draft = new Draft(this.page, this.layer);
    for (const type of this.types) if (isKept(type)) draft.types.push(type);
    for (const type of this.openTypes) if (isKept(type)) draft.openTypes.push(type);
    for (const rule of this.readOnly) draft.readOnly.push(rule);
    for (const [id, rule] of this.ruleById) {
      if (!('typeName' in rule.says && typeNames.has(rule.says.typeName ?? ''))) draft.ruleById.set(id, rule);
    }
    for (const [name, values] of this.enumerations) if (isKept({ name })) draft.enumerations.set(name, values);
    return draft;
  }

  /** Changes a rule that exists. */
  amend(id: string, says: Says): void {
    const rule = this.ruleById.get(id);
    if (rule !== undefined) this.ruleById.set(id, { ...rule, says });
  }

  find(id: string): Rule | undefined {
    return this.ruleById.get(id);
  }

  /** What a rule promises, if there is a rule of that id and kind. */
  promised<What extends Says['what']>(id: string, what: What): Extract<Says, { what: What }> | undefined {
    const says = this.find(id)?.says;
    return says?.what === what ? (says as Extract<Says, { what: What }>) : undefined;
  }

  /** Records that the line raises a question that a reading answers. */
  applyReading(id: ReadingId, line: number): void {
    addToGroup(this.placesOfReading, id, this.place(line));
  }

  leaveOpen(what: string, line: number): void {
    this.open.push({ what, at: this.place(line) });
  }

  noteOdd(what: string, line: number): void {
    this.odd.push({ what, at: this.place(line) });
  }

  /** Gives each block of a section, and of the sections below it, to the reader of its kind. Comments are skipped. @throws PageError for a block without one. */
  readSection(section: Section, topic: string, readers: BlockReaders): void {
    for (const block of allBlocks(section)) {
      if (block.kind === 'comment') continue;
      if (block.kind === 'paragraph' && block.aside !== undefined) {
        if (readers.aside?.(block) !== true) this.leaveOpen(asides[block.aside], block.line);
        continue;
      }
      const read = readers[block.kind] as ((block: Block) => unknown) | undefined;
      if (read === undefined || read(block) === false) this.refuse(block, `in ${topic}`);
    }
  }

  /** Adds remarks about irregular parts of a table. Returns its rows. */
  rowsOf({ rows, odd }: Table): readonly TableRow[] {
    for (const { what, line } of odd) this.noteOdd(what, line);
    return rows;
  }

  /** Makes the lines of a code block count as an example. */
  markExample(fence: Fence): void {
    for (const index of fence.lines.keys()) this.page.kinds.set(fence.line + 1 + index, 'example');
  }

  /** Makes a line of a source that is all code, such as XML, count as code. */
  markDeclaration(line: number): void {
    this.page.kinds.set(line, 'code-block');
  }

  error(line: number, reason: string): PageError {
    return new PageError(this.file, line, reason);
  }

  /** Stops the compile at an unknown block: nothing on a page is dropped silently. */
  refuse({ kind, line }: Block, where: string): never {
    const noun = kind === 'fence' ? 'code block' : kind.replace('-', ' ');
    const article = kind === 'front-matter' ? '' : kind === 'annotation' ? 'an ' : 'a ';
    const text = this.page.lines[line - 1] ?? '';
    const shown = text.length > 80 ? `${text.slice(0, 79)}…` : text;
    throw this.error(line, `no reader understands ${article}${noun} ${where}: ${JSON.stringify(shown)}`);
  }
}
