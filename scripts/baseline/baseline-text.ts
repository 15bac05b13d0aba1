import { evaluate, parse, type ArrayNode, type ElementNode } from '@humanwhocodes/momoa';
import type { BaselineEntry } from '../verdict/baseline.js';
import { wellFormedJson } from '../verdict/shown-text.js';

/** As a configuration: editors take the same from the schema. */
const syntax = { mode: 'jsonc', allowTrailingCommas: true, tokens: true } as const;

/** @throws an error of the parser, with line and column, if the text is not JSON with comments. */
export function baselineValue(text: string): unknown {
  return evaluate(parse(text, syntax));
}

/**
 * Replaces and appends entries in the text of a baseline. Every other byte stays, comments and formatting included.
 * @param before the entries of the text.
 * @param after begins with these entries. A different object replaces the entry in its place.
 */
export function withEntries(text: string, before: readonly BaselineEntry[], after: readonly BaselineEntry[]): string {
  const { list, hasTrailingComma } = listOf(text);
  const { elements } = list;
  const newLine = text.includes('\r\n') ? '\r\n' : '\n';
  const indentOfList = lineBefore(text, list.loc.start.offset).indent;
  const unit = indentOfList === '' ? '  ' : indentOfList;
  const render = (entry: BaselineEntry, indent: string): string =>
    wellFormedJson(entry)
      .trimEnd()
      .split('\n')
      .map((line) => line.replace(/^ {2}/, unit))
      .join(newLine + indent);

  const edits = elements.flatMap(({ loc: { start, end } }, index): Edit[] => {
    const entry = after[index];
    if (entry === undefined || entry === before[index]) return [];
    return [{ start: start.offset, end: end.offset, text: render(entry, lineBefore(text, start.offset).indent) }];
  });
  const added = after.slice(elements.length);
  if (added.length === 0) return applied(text, edits);

  const last = elements.at(-1);
  if (last !== undefined && !hasTrailingComma) edits.push({ start: last.loc.end.offset, end: last.loc.end.offset, text: ',' });
  const indent = indentOfEntries(text, last) ?? indentOfList + unit;
  const lines = added.map((entry) => indent + render(entry, indent)).join(`,${newLine}`) + (hasTrailingComma ? ',' : '') + newLine;
  const bracket = list.loc.end.offset - 1;
  const { indent: indentOfBracket, isBlank } = lineBefore(text, bracket);
  const start = isBlank ? bracket - indentOfBracket.length : bracket;
  edits.push({ start, end: start, text: isBlank ? lines : newLine + lines + indentOfList });
  return applied(text, edits);
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** @param edits in the order of the text. */
function applied(text: string, edits: readonly Edit[]): string {
  let result = '';
  let from = 0;
  for (const edit of edits) {
    result += text.slice(from, edit.start) + edit.text;
    from = edit.end;
  }
  return result + text.slice(from);
}

/** The list `accepted` of a text that is a baseline: the last one, if a text repeats the name. */
function listOf(text: string): { readonly list: ArrayNode; readonly hasTrailingComma: boolean } {
  // A byte order mark is as long as a space.
  const { body, tokens = [] } = parse(text.replace(/^\uFEFF/, ' '), syntax);
  const members = body.type === 'Object' ? body.members : [];
  const list = members.findLast(({ name }) => name.type === 'String' && name.value === 'accepted')?.value;
  if (list?.type !== 'Array') throw new TypeError('the text is not a baseline');
  const end = list.loc.end.offset;
  const from = list.elements.at(-1)?.loc.end.offset ?? end;
  const hasTrailingComma = tokens.some(({ type, loc }) => type === 'Comma' && loc.start.offset >= from && loc.start.offset < end);
  return { list, hasTrailingComma };
}

/** The indentation of the line of a place, and whether the line holds nothing else before the place. */
function lineBefore(text: string, offset: number): { readonly indent: string; readonly isBlank: boolean } {
  const newLine = text.slice(0, offset).lastIndexOf('\n');
  const line = text.slice(newLine + 1, offset);
  const [indent = ''] = /^[ \t]*/.exec(line) ?? [];
  return { indent, isBlank: newLine !== -1 && indent === line };
}

function indentOfEntries(text: string, last: ElementNode | undefined): string | undefined {
  if (last === undefined) return undefined;
  const { indent, isBlank } = lineBefore(text, last.loc.start.offset);
  return isBlank ? indent : undefined;
}
