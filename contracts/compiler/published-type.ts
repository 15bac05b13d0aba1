/** Reads a resource or enumeration page in the form of learn.microsoft.com/graph. */
import type { ApiVersion } from '../contract.js';
import { bareTypeName } from '../type-family.js';
import type { Draft } from './draft.js';
import type { Annotation } from './page/blocks.js';
import type { Section } from './page/page.js';
import type { Member } from './page/positioned-json.js';
import { plainCell, type Table, type TableRow } from './page/table.js';
import { promiseType, shownMembers } from './promise-type.js';
import { versionOfFolder } from './source-version.js';

const beta: readonly ApiVersion[] = ['beta'];

/**
 * Reads the type that the title names, and the enumerations of the page. Sections about anything else are listed as open.
 * @throws PageError for a page that describes neither a resource nor an enumeration, or whose JSON representation is not valid.
 */
export function readPublishedType(draft: Draft, page: Section): void {
  const title = /^[\w.]+/.exec(page.heading?.text ?? '')?.[0] ?? '';
  const rows: TableRow[] = [];
  let annotation: Annotation | undefined;
  let shown: ReadonlyMap<string, Member> | undefined;
  let baseType: string | undefined;
  let abstract = false;
  let hasBetaNote = false;

  for (const section of [page, ...sectionsBelow(page)]) {
    const heading = section === page ? '' : (section.heading?.text ?? '');
    const topic = heading.toLowerCase();
    for (const block of section.blocks) {
      const enumeration = topic === 'members' ? title : /^([a-z]\w*) values$/i.exec(heading)?.[1];
      if (block.kind === 'table' && topic === 'properties') {
        for (const row of draft.rowsOf(block)) rows.push(row);
      } else if (block.kind === 'table' && enumeration !== undefined) {
        readMembers(draft, enumeration, block);
      } else if (block.kind === 'annotation' && block.fields['blockType'] === 'resource' && annotation === undefined) {
        annotation = block;
      } else if (block.kind === 'fence' && annotation !== undefined && shown === undefined) {
        shown = shownMembers(draft, block);
      } else if (block.kind === 'paragraph' && section === page) {
        hasBetaNote ||= /\bAPIs under the \/beta version\b/.test(block.text);
        baseType ??= /\binherits from (?:the )?\[([\w.]+)\]/i.exec(block.text)?.[1];
        abstract ||= /\babstract (?:base )?(?:type|class|resource)\b/i.test(block.text);
      } else if (block.kind !== 'paragraph' && block.kind !== 'comment' && block.kind !== 'annotation') {
        draft.leaveOpen(`${heading || 'the top of the page'}: not compiled`, block.line);
      }
    }
  }
  const folder = versionOfFolder(draft.file);
  const versions = folder === 'beta' || (folder === undefined && hasBetaNote) ? beta : undefined;
  if (versions !== undefined) for (const name of draft.enumerations.keys()) draft.statedVersions.set(name, versions);
  if (annotation !== undefined) {
    const prose = { name: bareTypeName(title), baseType, abstract, versions };
    promiseType(draft, { annotation, rows, shown: shown ?? new Map<string, Member>(), isPublished: true, prose });
  } else if (draft.enumerations.size === 0) {
    throw draft.error(page.heading?.line ?? 1, 'the page describes no resource: its JSON representation has no annotation');
  }
}

/** Flags have the numbers 1, 2, 4 and so on, without 3. */
function areFlags({ columns }: Table, rows: readonly TableRow[]): boolean {
  const column = columns.findIndex((name) => /^value$/i.test(name));
  const numbers = new Set(rows.map(({ cells }) => cells[column]));
  return numbers.has('4') && !numbers.has('3');
}

/** A table of other values than single words, such as one of templates, is no enumeration. */
function readMembers(draft: Draft, name: string, table: Table): void {
  const rows = draft.rowsOf(table);
  const values = rows.map(({ cells: [value = ''] }) => plainCell(value));
  if (values.every((value) => /^\w+$/.test(value))) draft.enumerations.set(name, areFlags(table, rows) ? [] : values);
  else draft.leaveOpen(`the values of ${name}: not single words`, table.line);
}

function sectionsBelow({ sections }: Section): Section[] {
  return sections.flatMap((section) => [section, ...sectionsBelow(section)]);
}
