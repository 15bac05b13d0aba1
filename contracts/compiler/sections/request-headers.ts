import type { HeaderValue } from '../../contract.js';
import type { Section } from '../page/page.js';
import { plainCell } from '../page/table.js';
import type { Draft } from '../draft.js';

/**
 * Reads the table of request headers under any of its published column names: the first cell is the name, the others describe it.
 * An optional header promises nothing to check, and is listed as open.
 */
export function readRequestHeadersSection(draft: Draft, section: Section): void {
  const allOptional = /^optional\b/i.test(section.heading?.text ?? '');
  draft.readSection(section, 'the section on request headers', {
    paragraph: ({ text, line }) => {
      if (/^none\.?$/i.test(text)) return true;
      draft.leaveOpen('prose about request headers, not compiled', line);
      return /\bheaders?\b/i.test(text);
    },
    table: (table) => {
      for (const { line, cells } of draft.rowsOf(table)) {
        const [name = '', ...rest] = cells.map(plainCell);
        const header = name.toLowerCase();
        const description = rest.join(' ');
        const isRequired = /\brequired\b/i.test(description);
        const isAccept = header === 'accept' && !isRequired;
        // Without a body there is nothing that a Content-Type could name.
        const isNeedless =
          header === 'content-type' && ['GET', 'DELETE'].includes(draft.promised('request.method', 'method')?.method ?? '');
        const isConditional = /\brequired (?:only )?(?:when|if|for)\b/i.test(description);
        if (allOptional || isAccept || isNeedless || isConditional || /\boptional\b/i.test(description)) {
          draft.leaveOpen(`the header ${name} is optional`, line);
          if (isAccept) draft.applyReading('accept', line);
          continue;
        }
        if (!isRequired) draft.applyReading('header-required', line);
        const value = headerValue(rest.at(-1) ?? '');
        const before = draft.promise(`request.header.${header}`, line, { what: 'request-header', header, value });
        if (before !== undefined) draft.noteOdd(`${name} has a row already, in line ${before.at.line}`, line);
        if (header === 'content-type') draft.applyReading('content-type', line);
      }
    },
  });
}

/** What a text such as `Bearer {token}. Required` or `application/json` says about the value. */
export function headerValue(text: string): HeaderValue {
  if (/^Bearer\b/i.test(text)) return { kind: 'bearer' };
  const mediaType = /^[a-z]+\/[a-z0-9.+-]*[a-z0-9]/i.exec(text)?.[0];
  return mediaType === undefined ? { kind: 'any' } : { kind: 'media-type', mediaType: mediaType.toLowerCase() };
}
