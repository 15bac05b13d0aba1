import type { HeaderValue } from '../../contract.js';
import type { Section } from '../page/page.js';
import type { Draft } from '../draft.js';

/**
 * The table of request headers, under any of its published column names: the name comes first, what is said of it last.
 * A row that calls its header optional, or stands in a section that does, promises nothing to check, and is listed as open.
 */
export function readRequestHeaders(draft: Draft, section: Section, unless: 'required' | 'optional'): void {
  for (const block of section.blocks) {
    if (block.kind === 'table') {
      for (const row of draft.rowsOf(block)) {
        const [name = '', ...rest] = row.cells.map((cell) => cell.replaceAll(/[*`]/g, '').trim());
        const said = rest.join(' ');
        const isRequired = /\brequired\b/i.test(said);
        const isAccept = /^accept$/i.test(name) && !isRequired;
        if (unless === 'optional' || isAccept || /\boptional\b/i.test(said)) {
          draft.leaveOpen(`the header ${name} is optional`, row.line, 'table-row');
          if (isAccept) draft.readIt('accept', row.line, 'table-row');
          continue;
        }
        if (!isRequired) draft.readIt('header-required', row.line, 'table-row');
        const value = headerValue(rest.at(-1) ?? '');
        const before = draft.promise(`request.header.${name.toLowerCase()}`, row.line, 'table-row', {
          what: 'request-header',
          header: name.toLowerCase(),
          value,
        });
        if (before !== undefined) draft.findOdd(`${name} has a row already, in line ${before.at.line}`, row.line, 'table-row');
        if (name.toLowerCase() === 'content-type') draft.readIt('content-type', row.line, 'table-row');
      }
    } else if (block.kind === 'paragraph' && /\bheaders?\b|^none\.?$/i.test(block.text)) {
      if (!/^none\.?$/i.test(block.text)) draft.leaveOpen('prose about request headers, not compiled', block.line, 'prose');
    } else {
      draft.unclaimed(block, 'in the section on request headers');
    }
  }
  for (const inner of section.sections) readRequestHeaders(draft, inner, unless);
}

/** What a cell such as `Bearer {token}. Required` or `application/json` says about the value. */
export function headerValue(said: string): HeaderValue {
  if (/^Bearer\b/i.test(said)) return { kind: 'bearer' };
  const mediaType = /^[a-z]+\/[a-z0-9.+-]*[a-z0-9]/i.exec(said)?.[0];
  return mediaType === undefined ? { kind: 'any' } : { kind: 'media-type', mediaType: mediaType.toLowerCase() };
}
