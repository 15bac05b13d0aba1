import type { Section } from '../page/page.js';
import { plainCell, readPossibleValues, readPropertyType } from '../page/table.js';
import type { Draft } from '../draft.js';

/** Reads the sentences about the request body, and the table of its properties. */
export function readRequestBodySection(draft: Draft, section: Section): void {
  draft.readSection(section, 'the section on the request body', {
    paragraph: ({ text, line }) => readSentence(draft, text, line),
    // Its file holds the sentence that introduces the table of properties.
    aside: ({ aside, text, line }) =>
      aside === 'include' && text.includes('table-intro') && readSentence(draft, 'The following table lists the properties.', line),
    table: (table) => {
      const typeColumn = table.columns.findIndex((column) => /type/i.test(column));
      for (const { line, cells } of draft.rowsOf(table)) {
        const name = plainCell(cells[0] ?? '');
        const description = cells.at(-1) ?? '';
        if (/\bTODO\b/.test(description)) draft.leaveOpen(`the description of ${name}`, line);
        draft.bodyRows.push({
          name,
          line,
          type: readPropertyType(cells[typeColumn] ?? ''),
          values: readPossibleValues(description),
          readOnly: /\bread-only\b/i.test(description),
          optional: /\boptional\b/i.test(description),
        });
      }
    },
  });
}

/** False for a sentence of an unknown form. */
function readSentence(draft: Draft, text: string, line: number): boolean {
  if (/\bdo(?:es)? not supply\b|\bno request body\b/i.test(text) || (/\bleave\b/i.test(text) && /\bempty\b/i.test(text))) {
    draft.promise('request.body.none', line, { what: 'no-body', side: 'request' });
  } else if (/\breplaces all\b/i.test(text)) {
    draft.replacesAt = line;
  } else if (/\b(?:table|these are|lists?)\b/i.test(text) && /\b(?:propert|parameter)/i.test(text)) {
    draft.promise('request.body.closed', line, { what: 'closed', side: 'request' });
    const purpose = /\brequired when\b/i.test(text) ? 'create' : /\bparameter/i.test(text) ? 'action' : 'other';
    if (purpose === 'create') draft.applyReading('required-when-created', line);
    if (draft.bodyList === undefined || purpose === 'create') draft.bodyList = { line, purpose };
  } else if (/\brequest body\b/i.test(text)) {
    const typeName = /\[([A-Za-z]\w*)\]\(/.exec(text)?.[1];
    draft.promise('request.body', line, { what: 'body', side: 'request', collection: false, typeName });
  } else {
    return false;
  }
  return true;
}
