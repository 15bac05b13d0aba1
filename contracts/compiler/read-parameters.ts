import { allBlocks, type Section } from './page/page.js';
import type { Draft } from './draft.js';

/** Parameters of the query or of a function promise nothing that is checked yet: each is listed as open, so that silence is no promise. */
export function readParameters(draft: Draft, section: Section): void {
  const where = (section.heading?.text ?? 'parameters').toLowerCase();
  for (const block of allBlocks(section)) {
    if (block.kind === 'table') {
      for (const row of draft.rowsOf(block)) draft.leaveOpen(`${where}: ${row.cells[0] ?? ''} is not checked`, row.line, 'table-row');
    } else if (block.kind === 'paragraph') {
      draft.leaveOpen(`${where}: not checked`, block.line, 'prose');
    } else {
      draft.unclaimed(block, `in the section on ${where}`);
    }
  }
}
