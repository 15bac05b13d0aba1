import { Draft } from './draft.js';
import type { Annotation } from './page/blocks.js';
import type { Page, Section } from './page/page.js';
import type { Member } from './page/positioned-json.js';
import type { TableRow } from './page/table.js';
import { promiseType, shownMembers } from './promise-type.js';
import { readPublishedType } from './published-type.js';
import { readTop } from './sections/unchecked.js';

/** True for a page that describes types and no operation: it belongs to the metadata layer. */
export function isResourcePage(text: string): boolean {
  return /"blockType":\s*"resource"|^#+\s*Members\s*$/im.test(text) && !/^#+\s*HTTP request/im.test(text);
}

/**
 * Reads the types of a page: one for each section that has a JSON representation, as our own pages have them, or the one of a page in the
 * published form, whose title is the type. @throws PageError for a block without a reader, or where a table and its JSON representation differ.
 */
export function readResourcePage(page: Page): Draft {
  const draft = new Draft(page, 'metadata');
  const sections = readTop(draft);
  const title = page.root.sections[0];
  const isPublished = sections.some(({ heading }) => /^(?:properties|json representation|members)$/i.test(heading?.text ?? ''));
  if (isPublished && title !== undefined) readPublishedType(draft, title);
  else for (const section of sections) readType(draft, section);
  return draft;
}

function readType(draft: Draft, section: Section): void {
  const rows: TableRow[] = [];
  const shown = new Map<string, Member>();
  let annotation: Annotation | undefined;

  for (const part of [section, ...section.sections]) {
    const heading = part.heading?.text ?? '';
    const deeper = part === section ? undefined : part.sections[0]?.heading;
    if (deeper !== undefined) throw draft.error(deeper.line, `no reader understands the section ${JSON.stringify(deeper.text)}`);
    for (const block of part.blocks) {
      if (block.kind === 'table' && heading.toLowerCase() === 'properties') {
        for (const row of draft.rowsOf(block)) rows.push(row);
      } else if (block.kind === 'annotation' && block.fields['blockType'] === 'resource' && annotation === undefined) {
        annotation = block;
      } else if (block.kind === 'fence' && annotation !== undefined) {
        for (const [name, member] of shownMembers(draft, block)) shown.set(name, member);
      } else if (block.kind !== 'paragraph' && block.kind !== 'comment') {
        draft.refuse(block, `in the section ${JSON.stringify(heading)}`);
      }
    }
  }
  if (annotation === undefined) {
    throw draft.error(section.heading?.line ?? 1, 'the section describes no resource: its JSON representation has no annotation');
  }
  promiseType(draft, { annotation, rows, shown, isPublished: false });
}
