import { allBlocks, type Section } from '../page/page.js';
import type { Draft } from '../draft.js';
import { readPropertyType, type PropertyType } from '../property-type.js';
import { isTodo } from '../read-front-matter.js';

export interface RequestBodyFacts {
  /** The sentence that introduces the table. */
  readonly listed?: BodyList;
  readonly rows: readonly BodyRow[];
}

export interface BodyList {
  readonly line: number;
  /** `create`: required when one creates the object. `action`: the parameters of an action. */
  readonly purpose: 'create' | 'action' | 'other';
}

export interface BodyRow {
  readonly name: string;
  readonly line: number;
  readonly type: PropertyType;
  readonly readOnly: boolean;
  readonly optional: boolean;
}

/** The section "Request body": what to send, and the table of its properties. */
export function readRequestBody(draft: Draft, section: Section): RequestBodyFacts {
  const rows: BodyRow[] = [];
  let listed: BodyList | undefined;

  for (const block of allBlocks(section)) {
    if (block.kind === 'paragraph') {
      if (
        /\bdo(?:es)? not supply\b|\bno request body\b/i.test(block.text) ||
        (/\bleave\b/i.test(block.text) && /\bempty\b/i.test(block.text))
      ) {
        draft.promise('request.body.none', block.line, 'prose', { what: 'no-body', side: 'request' });
      } else if (/\b(?:table|these are|lists?)\b/i.test(block.text) && /\b(?:propert|parameter)/i.test(block.text)) {
        draft.promise('request.body.closed', block.line, 'prose', { what: 'closed', side: 'request' });
        const purpose = /\brequired when\b/i.test(block.text) ? 'create' : /\bparameter/i.test(block.text) ? 'action' : 'other';
        if (purpose === 'create') draft.readIt('required-when-created', block.line, 'prose');
        if (listed === undefined || purpose === 'create') listed = { line: block.line, purpose };
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
        const description = row.cells.at(-1) ?? '';
        if (isTodo(description)) draft.leaveOpen(`the description of ${name}`, row.line, 'table-row');
        rows.push({
          name,
          line: row.line,
          type: readPropertyType(row.cells[typeColumn] ?? ''),
          readOnly: /\bread-only\b/i.test(description),
          optional: /\boptional\b/i.test(description),
        });
      }
    } else {
      draft.unclaimed(block, 'in the section on the request body');
    }
  }
  return { listed, rows };
}
