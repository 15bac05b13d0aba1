/** The parts of a page that promise nothing that an exchange could break: its top, its permissions and its parameters. */
import type { FrontMatter } from '../page/blocks.js';
import type { Section } from '../page/page.js';
import { plainCell, type Table } from '../page/table.js';
import type { Draft } from '../draft.js';

/** Reads front matter, title, namespace and description. Returns the sections under the title. */
export function readTop(draft: Draft): readonly Section[] {
  const { blocks, sections } = draft.page.root;
  for (const block of blocks) {
    if (block.kind === 'front-matter') readFrontMatter(draft, block);
    else if (block.kind !== 'comment') draft.refuse(block, 'above the title');
  }
  const [top, second] = sections;
  if (blocks.length === 0 && top === undefined) throw draft.error(1, 'the page is empty');
  if (top?.heading?.level !== 1) throw draft.error(top?.heading?.line ?? 1, 'the page has no title ("# …")');
  if (second?.heading) throw draft.error(second.heading.line, `the page has a second title: ${JSON.stringify(second.heading.text)}`);
  let described = false;
  for (const block of top.blocks) {
    if (block.kind === 'comment') continue;
    if (block.kind === 'table' && listsClouds(block)) {
      draft.leaveOpen('the national clouds that have the operation, not checked', block.line);
      continue;
    }
    if (block.kind !== 'paragraph') draft.refuse(block, 'below the title');
    draft.url ??= /\bhttps:\/\/learn\.microsoft\.com\/[^\s()<>"]+?(?=[.,;:]?(?:[\s()<>"]|$))/.exec(block.text)?.[0];
    if (/^Namespace:/i.test(block.text)) draft.applyReading('namespace', block.line);
    else if (described) draft.leaveOpen('prose below the title, not compiled', block.line);
    else described = true;
  }
  draft.title = top.heading.text;
  return top.sections;
}

/** Published pages say in a table below their title which clouds have the operation. */
function listsClouds({ columns }: Table): boolean {
  return columns.some((column) => /\bglobal service\b|\bUS Government\b|\bChina\b/i.test(column));
}

/** Reads `name: "value"` lines; a value that its author left as a TODO is open. */
function readFrontMatter(draft: Draft, block: FrontMatter): void {
  for (const [index, text] of block.lines.entries()) {
    const line = block.line + 1 + index;
    if (/^(?:\s|#|- |$)/.test(text)) continue; // A comment, or part of the list that the line above opened.
    const [, name, value = ''] = /^([\w.-]+)\s*:\s*(.*)$/.exec(text) ?? [];
    if (name === undefined) {
      throw draft.error(line, `the front matter has a line that is not "name: value": ${JSON.stringify(text)}`);
    }
    if (/\bTODO\b/.test(value)) draft.leaveOpen(`front matter: ${name} is a TODO`, line);
  }
}

/** An exchange does not show permissions: a row is a reading, or open while it is a TODO. */
export function readPermissionsSection(draft: Draft, section: Section): void {
  draft.readSection(section, 'the section on permissions', {
    paragraph: ({ text }) => /permission|role|admin/i.test(text),
    aside: ({ aside, text, line }) => {
      if (aside !== 'include' || !/permission/i.test(text)) return false;
      draft.leaveOpen('permissions: they stand in a file that the page includes', line);
      return true;
    },
    annotation: ({ fields, line }) => {
      if (fields['blockType'] === 'ignored') return true;
      draft.applyReading('permissions', line);
      return fields['blockType'] === 'permissions';
    },
    table: (table) => {
      for (const { line, cells } of draft.rowsOf(table)) {
        const [permissionType = '', ...names] = cells;
        if (/\bTODO\b/.test(names.join(' '))) {
          draft.leaveOpen(`permission: ${permissionType}`, line);
          continue;
        }
        draft.applyReading('permissions', line);
        const kind = plainCell(permissionType.replaceAll('&nbsp;', ' '));
        draft.permissions.push({ kind, names: permissionsIn(names), at: draft.place(line) });
      }
    },
  });
}

/** The names in the cells of a row, which has one or two columns of them; none if the kind is not supported. */
function permissionsIn(cells: readonly string[]): string[] {
  const names = cells.flatMap((cell) => plainCell(cell).split(/[,;\s]+/)).map((name) => name.replace(/\.$/, ''));
  return names.filter((name) => /^[A-Za-z]+(?:-[A-Za-z]+)*(?:\.[A-Za-z-]+)+$/.test(name));
}

/** Parameters of a query or a function are not checked yet: each is listed as open. */
export function readParametersSection(draft: Draft, section: Section): void {
  const topic = (section.heading?.text ?? '').toLowerCase();
  draft.readSection(section, `the section on ${topic}`, {
    paragraph: ({ line }) => {
      draft.leaveOpen(`${topic}: not checked`, line);
    },
    table: (table) => {
      for (const { line, cells } of draft.rowsOf(table)) draft.leaveOpen(`${topic}: ${cells[0] ?? ''} is not checked`, line);
    },
  });
}
