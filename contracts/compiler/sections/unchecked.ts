import { allBlocks, type Section } from '../page/page.js';
import type { Draft } from '../draft.js';
import { isTodo } from '../read-front-matter.js';

/** Permissions cannot be seen in an exchange: a row is a recorded reading, or, where nobody filled it in, open. */
export function readPermissions(draft: Draft, section: Section): void {
  for (const block of allBlocks(section)) {
    if (block.kind === 'table') {
      for (const row of draft.rowsOf(block)) {
        const [who = '', ...names] = row.cells;
        if (isTodo(names.join(' '))) draft.leaveOpen(`permission: ${who}`, row.line, 'table-row');
        else draft.readIt('permissions', row.line, 'table-row');
      }
    } else if (block.kind === 'annotation' && block.fields['blockType'] === 'permissions') {
      draft.readIt('permissions', block.line, 'annotation');
    } else if (block.kind !== 'paragraph' || !/permission|INCLUDE|role|admin/i.test(block.text)) {
      draft.unclaimed(block, 'in the section on permissions');
    }
  }
}
