import { isObject } from '../../json-value.js';
import { PageError } from './page-error.js';
import { parsePositionedJson } from './positioned-json.js';
import { isDelimiterRow, parseTable, type Table } from './table.js';

export interface FrontMatter {
  readonly kind: 'front-matter';
  readonly line: number;
  readonly lines: readonly string[];
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
  /** A note stands in a quote; an include takes its text from another file. Neither promises anything. */
  readonly aside?: 'note' | 'include';
}

/** A fenced code block, with the lines between its fences. */
export interface Fence {
  readonly kind: 'fence';
  readonly line: number;
  readonly lines: readonly string[];
}

/** An API Doctor annotation: one JSON object in a comment, about the code block that follows it. */
export interface Annotation {
  readonly kind: 'annotation';
  readonly line: number;
  readonly fields: Readonly<Record<string, unknown>>;
  /** The line of each field. */
  readonly fieldLines: Readonly<Record<string, number>>;
}

/** Another HTML comment, the border of a zone, or the label of a tab, which is written as a heading but opens no section. */
interface Aside {
  readonly kind: 'comment' | 'tab';
  readonly line: number;
}

export type Block = FrontMatter | Heading | Paragraph | Fence | Annotation | Aside | Table;

// Pages come from outside: none of these patterns may take more than linear time on any line.
const fenceStart = /^ {0,3}(`{3,}|~{3,})[^`]*$/;
const headingLine = /^ {0,3}(#{1,6})\s+(.*)$/;
const tabLabel = /^\[[^[\]]*\]\(#tab\/[\w/-]+\)$/;
const zoneBorder = /^\s*:{3,}\s*(?:zone|moniker)\b/;
const includeLine = /^\s*\[!INCLUDE\s*\[/i;
const quoteMark = /^ {0,3}>/;
const thematicBreak = /^ {0,3}([-*_])(?:\s*\1){2,}\s*$/;
const listItem = /^\s*(?:[-*+]|\d+\.)\s+/;
const listOrQuoteMarks = /^\s*(?:>\s?|[-*+]\s+|\d+\.\s+)*/;

/**
 * Reads a page as a list of blocks, in order. Every line that is not blank belongs to exactly one block.
 * @throws PageError for a fence, comment or front matter that never ends, a broken table, or an annotation that is not JSON.
 */
export function readBlocks(file: string, lines: readonly string[]): Block[] {
  const blocks: Block[] = [];
  let next = 0;

  /** The lines from `next` to the first one after it that `isEnd`. A `closed` block includes that line, and must have it. */
  const take = (isEnd: (text: string, index: number) => boolean, closed?: string, from = next + 1): readonly string[] => {
    const start = next;
    next = from;
    while (next < lines.length && !isEnd(lines[next] ?? '', next)) next += 1;
    if (closed === undefined) return lines.slice(start, next);
    if (next === lines.length) throw new PageError(file, start + 1, `${closed} starts here and never ends`);
    next += 1;
    return lines.slice(start, next);
  };

  if (lines[0]?.trim() === '---') {
    blocks.push({ kind: 'front-matter', line: 1, lines: take((text) => text.trim() === '---', 'front matter').slice(1, -1) });
  }
  for (let text = lines[next]; text !== undefined; text = lines[next]) {
    const line = next + 1;
    const heading = headingLine.exec(text);
    const fence = fenceStart.exec(text)?.[1];

    if (text.trim() === '' || thematicBreak.test(text)) {
      next += 1;
    } else if (heading !== null) {
      const [, marks = '', title = ''] = heading;
      const name = title.replace(/(?<!\S)#+\s*$/, '').trim();
      blocks.push(tabLabel.test(name) ? { kind: 'tab', line } : { kind: 'heading', line, level: marks.length, text: name });
      next += 1;
    } else if (fence !== undefined) {
      blocks.push({ kind: 'fence', line, lines: take((other) => closesFence(other, fence), 'a code block').slice(1, -1) });
    } else if (zoneBorder.test(text)) {
      blocks.push({ kind: 'comment', line });
      next += 1;
    } else if (includeLine.test(text)) {
      blocks.push({ kind: 'paragraph', line, text: text.trim(), aside: 'include' });
      next += 1;
    } else if (startsComment(text)) {
      const comment = take((other) => other.includes('-->'), 'a comment', next);
      blocks.push(readComment(file, line, comment));
    } else if (startsTable(lines, next)) {
      const table = take((other) => !other.includes('|'));
      blocks.push(parseTable(file, line, table));
    } else {
      const texts = take((_, index) => endsParagraph(lines, index)).map((part) => part.replace(listOrQuoteMarks, '').trim());
      blocks.push({ kind: 'paragraph', line, text: texts.join(' '), ...(quoteMark.test(text) ? { aside: 'note' } : {}) });
    }
  }
  return blocks;
}

function closesFence(text: string, marker: string): boolean {
  const closing = text.trim();
  return closing.length >= marker.length && /^ {0,3}(?:`+|~+)\s*$/.test(text) && closing.startsWith(marker.charAt(0));
}

function startsComment(text: string): boolean {
  return text.trimStart().startsWith('<!--');
}

function startsTable(lines: readonly string[], index: number): boolean {
  return (lines[index] ?? '').includes('|') && isDelimiterRow(lines[index + 1] ?? '');
}

/** A paragraph ends at a blank line, and where another kind of block or another list item begins. */
function endsParagraph(lines: readonly string[], index: number): boolean {
  const text = lines[index] ?? '';
  return (
    [/^\s*$/, headingLine, fenceStart, listItem, zoneBorder, includeLine].some((start) => start.test(text)) ||
    startsComment(text) ||
    startsTable(lines, index)
  );
}

function readComment(file: string, line: number, lines: readonly string[]): Annotation | Aside {
  const text = lines.join('\n');
  const end = text.indexOf('-->');
  if (text.slice(end + 3).trim() !== '') {
    throw new PageError(file, line + lines.length - 1, 'text follows a comment on its line; give it a line of its own');
  }
  const content = text.slice(text.indexOf('<!--') + 4, end);
  if (!content.trim().startsWith('{')) return { kind: 'comment', line };
  const { value, members } = parsePositionedJson(file, line, content, 'the annotation');
  if (!isObject(value)) throw new PageError(file, line, 'the annotation is not a JSON object');
  const fieldLines = members.flatMap(({ path: [name = '', ...inner], line: at }) => (inner.length === 0 ? [[name, at] as const] : []));
  return { kind: 'annotation', line, fields: value, fieldLines: Object.fromEntries(fieldLines) };
}
