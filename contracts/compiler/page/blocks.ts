import { parseAnnotation, type Annotation } from './annotation.js';
import { splitLines, type Line } from './lines.js';
import { PageError } from './page-error.js';
import { isDelimiterRow, parseTable, type Table } from './table.js';

export interface FrontMatter {
  readonly kind: 'front-matter';
  readonly line: number;
  readonly lines: readonly Line[];
}

export interface Heading {
  readonly kind: 'heading';
  readonly line: number;
  readonly level: number;
  readonly text: string;
}

/** Running text, or one list item: consecutive lines joined by a space. */
export interface Paragraph {
  readonly kind: 'paragraph';
  readonly line: number;
  readonly text: string;
}

/** A fenced code block, with the lines between its fences. */
export interface Fence {
  readonly kind: 'fence';
  readonly line: number;
  readonly language: string;
  readonly lines: readonly Line[];
}

/** The label of a tab, written as a heading: what follows shows the same thing in another language, and opens no section. */
export interface Tab {
  readonly kind: 'tab';
  readonly line: number;
}

/** An HTML comment that is no annotation. */
export interface Comment {
  readonly kind: 'comment';
  readonly line: number;
}

export type Block = FrontMatter | Heading | Tab | Paragraph | Fence | Comment | Annotation | Table;

// Pages are foreign text: none of these patterns may take more than linear time on any line.
const fenceStart = /^ {0,3}(`{3,}|~{3,})([^`]*)$/;
const headingLine = /^ {0,3}(#{1,6})\s+(.*)$/;
const tabLabel = /^\[[^[\]]*\]\(#tab\/[\w-]+\)$/;
const thematicBreak = /^ {0,3}([-*_])(?:\s*\1){2,}\s*$/;

/**
 * Reads a page as a list of blocks, in order. Every line that is not blank belongs to exactly one block.
 * @throws PageError for a fence, comment or front matter that never ends, a broken table, or an annotation that is not JSON.
 */
export function readBlocks(file: string, text: string): Block[] {
  const lines = splitLines(text);
  const blocks: Block[] = [];
  let next = 0;

  const at = (index: number): Line | undefined => lines[index];
  const takeUntil = (start: number, isEnd: (line: Line) => boolean, what: string): Line[] => {
    const end = findFrom(lines, start + 1, isEnd);
    const first = lines[start];
    if (end === -1 || first === undefined) {
      throw new PageError(file, first?.number ?? 1, `${what} starts here and never ends`);
    }
    next = end + 1;
    return lines.slice(start + 1, end);
  };

  if (at(0)?.text.trim() === '---') {
    const inside = takeUntil(0, (line) => line.text.trim() === '---', 'front matter');
    blocks.push({ kind: 'front-matter', line: 1, lines: inside });
  }

  for (let line = at(next); line !== undefined; line = at(next)) {
    const start = next;
    const heading = headingLine.exec(line.text);
    const fence = fenceStart.exec(line.text);
    const following = at(start + 1);

    if (line.text.trim() === '' || thematicBreak.test(line.text)) {
      next += 1;
    } else if (heading !== null) {
      blocks.push(readHeading(line.number, heading[1]?.length ?? 1, heading[2] ?? ''));
      next += 1;
    } else if (fence !== null) {
      const marker = fence[1] ?? '```';
      const inside = takeUntil(start, (candidate) => closesFence(candidate.text, marker), 'a code block');
      blocks.push({ kind: 'fence', line: line.number, language: (fence[2] ?? '').trim(), lines: inside });
    } else if (line.text.trimStart().startsWith('<!--')) {
      blocks.push(readComment(file, lines, start));
      next = endOfComment(file, lines, start) + 1;
    } else if (following !== undefined && line.text.includes('|') && isDelimiterRow(following.text)) {
      const end = findFrom(lines, start + 1, (candidate) => !candidate.text.includes('|'));
      next = end === -1 ? lines.length : end;
      blocks.push(parseTable(file, lines.slice(start, next)));
    } else {
      next = endOfParagraph(lines, start);
      const text = lines.slice(start, next).map((part) => part.text.replace(/^\s*(?:>\s?|[-*+]\s+|\d+\.\s+)*/, '').trim());
      blocks.push({ kind: 'paragraph', line: line.number, text: text.join(' ') });
    }
  }
  return blocks;
}

/** The index of the first line from `start` on that is wanted, or -1. */
function findFrom(lines: readonly Line[], start: number, isWanted: (line: Line, index: number) => boolean): number {
  for (let index = start; index < lines.length; index += 1) {
    const line = lines[index];
    if (line !== undefined && isWanted(line, index)) return index;
  }
  return -1;
}

function readHeading(line: number, level: number, written: string): Heading | Tab {
  const text = written
    .trim()
    .replace(/(?<!\S)#+$/, '')
    .trim();
  return tabLabel.test(text) ? { kind: 'tab', line } : { kind: 'heading', line, level, text };
}

function closesFence(text: string, marker: string): boolean {
  const closing = text.trim();
  return closing.length >= marker.length && /^ {0,3}(?:`+|~+)\s*$/.test(text) && closing.startsWith(marker.charAt(0));
}

function endOfComment(file: string, lines: readonly Line[], start: number): number {
  const end = findFrom(lines, start, (line) => line.text.includes('-->'));
  if (end === -1) {
    throw new PageError(file, lines[start]?.number ?? 1, 'a comment starts here and never ends');
  }
  return end;
}

function readComment(file: string, lines: readonly Line[], start: number): Annotation | Comment {
  const inside = lines.slice(start, endOfComment(file, lines, start) + 1);
  const first = inside[0]?.number ?? 1;
  const last = inside.at(-1);
  const after = last?.text.slice(last.text.indexOf('-->') + 3).trim() ?? '';
  if (after !== '') {
    throw new PageError(file, last?.number ?? first, 'text follows a comment on its line; give it a line of its own');
  }
  const text = inside.map((line) => line.text).join('\n');
  const content = text.slice(text.indexOf('<!--') + 4, text.lastIndexOf('-->'));
  return content.trim().startsWith('{') ? parseAnnotation(file, first, content) : { kind: 'comment', line: first };
}

/** A paragraph ends at a blank line, or where another kind of block, or another list item, begins. */
function endOfParagraph(lines: readonly Line[], start: number): number {
  const end = findFrom(
    lines,
    start + 1,
    (line, index) =>
      line.text.trim() === '' ||
      headingLine.test(line.text) ||
      fenceStart.test(line.text) ||
      line.text.trimStart().startsWith('<!--') ||
      /^\s*(?:[-*+]|\d+\.)\s+/.test(line.text) ||
      (line.text.includes('|') && isDelimiterRow(lines[index + 1]?.text ?? '')),
  );
  return end === -1 ? lines.length : end;
}
