import { allBlocks, type Section } from '../page/sections.js';
import type { Draft } from './draft.js';
import { readPropertyType, type PropertyType } from './property-type.js';
import { isTodo } from './read-front-matter.js';

export interface RequestBodyFacts {
  /** True when the page says that its properties are required when one creates the object. */
  readonly calledRequired: boolean;
  readonly rows: readonly { readonly name: string; readonly line: number; readonly type: PropertyType }[];
}

/** The section "Request body": what to send, and the table of its properties. */
export function readRequestBody(draft: Draft, section: Section): RequestBodyFacts {
  const rows: { name: string; line: number; type: PropertyType }[] = [];
  let calledRequired = false;

  for (const block of allBlocks(section)) {
    if (block.kind === 'paragraph') {
      if (
        /\bdo(?:es)? not supply\b|\bno request body\b/i.test(block.text) ||
        (/\bleave\b/i.test(block.text) && /\bempty\b/i.test(block.text))
      ) {
        draft.promise('request.body.none', block.line, 'prose', { what: 'no-body', side: 'request' });
      } else if (/\b(?:table|these are|lists?)\b/i.test(block.text) && /\b(?:propert|parameter)/i.test(block.text)) {
        draft.promise('request.body.closed', block.line, 'prose', { what: 'closed', side: 'request' });
        if (/\brequired when\b/i.test(block.text)) {
          calledRequired = true;
          draft.readIt('required-when-created', block.line, 'prose');
        }
      } else if (/\brequest body\b/i.test(block.text)) {
        const typeName = /\[([A-Za-z]\w*)\]\(/.exec(block.text)?.[1];
        draft.promise('request.body', block.line, 'prose', {
          what: 'body',
          side: 'request',
          collection: false,
          ...(typeName === undefined ? {} : { typeName }),
        });
      } else {
        draft.unclaimed(block, 'in the section on the request body');
      }
    } else if (block.kind === 'table') {
      const typeColumn = block.columns.findIndex((column) => /type/i.test(column));
      for (const row of draft.rowsOf(block)) {
        const name = (row.cells[0] ?? '').replaceAll(/[*`]/g, '').trim();
        if (isTodo(row.cells.at(-1) ?? '')) draft.leaveOpen(`the description of ${name}`, row.line, 'table-row');
        rows.push({ name, line: row.line, type: readPropertyType(row.cells[typeColumn] ?? '') });
      }
    } else {
      draft.unclaimed(block, 'in the section on the request body');
    }
  }
  return { calledRequired, rows };
}
