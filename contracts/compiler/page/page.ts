import type { PlaceKind } from '../../contract.js';
import { readBlocks, type Block, type Heading } from './blocks.js';

/** A page of Markdown: its lines, and its blocks folded into sections by their headings. */
export interface Page {
  readonly file: string;
  /** Each line, trimmed. */
  readonly lines: readonly string[];
  /** The kind of each line by its number; a line without an entry is prose. */
  readonly kinds: Map<number, PlaceKind>;
  /** Holds the blocks above the first heading, and the sections of the highest level. */
  readonly root: Section;
}

/** A heading with the blocks under it, down to the next heading of its level or above. */
export interface Section {
  readonly heading?: Heading;
  readonly blocks: Exclude<Block, Heading>[];
  readonly sections: Section[];
}

const placeKinds: Partial<Record<Block['kind'], PlaceKind>> = { table: 'table-row', fence: 'code-block', annotation: 'annotation' };

/** @throws PageError for Markdown that never ends, a broken table, or an annotation that is not JSON. */
export function readPage(file: string, text: string): Page {
  const lines = splitLines(text);
  const blocks = readBlocks(file, lines);
  return { file, lines: lines.map((line) => line.trim()), kinds: kindsOfLines(blocks, lines.length), root: foldSections(blocks) };
}

/** Published pages mix CRLF, LF and a lone CR. A byte order mark is dropped. */
export function splitLines(text: string): string[] {
  return text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
}

/** The blocks of a section and of all sections below it, in the order of the page. */
export function allBlocks(section: Section): Exclude<Block, Heading>[] {
  return [...section.blocks, ...section.sections.flatMap(allBlocks)];
}

function foldSections(blocks: readonly Block[]): Section {
  const root: Section = { blocks: [], sections: [] };
  const open = [root];
  for (const block of blocks) {
    if (block.kind !== 'heading') {
      open.at(-1)?.blocks.push(block);
      continue;
    }
    while ((open.at(-1)?.heading?.level ?? 0) >= block.level) open.pop();
    const section: Section = { heading: block, blocks: [], sections: [] };
    open.at(-1)?.sections.push(section);
    open.push(section);
  }
  return root;
}

function kindsOfLines(blocks: readonly Block[], count: number): Map<number, PlaceKind> {
  const kinds = new Map<number, PlaceKind>();
  for (const [index, { kind: block, line: start }] of blocks.entries()) {
    const kind = placeKinds[block];
    const end = blocks[index + 1]?.line ?? count + 1;
    for (let line = start; line < end && kind !== undefined; line += 1) kinds.set(line, kind);
  }
  return kinds;
}
