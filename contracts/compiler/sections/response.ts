import { PageError } from '../page/page-error.js';
import { allBlocks, type Section } from '../page/page.js';
import type { Draft } from '../draft.js';
import { bareTypeName } from '../../type-family.js';

const saysNoBody =
  /\b(?:not|n't) return (?:anything|a (?:response )?body)\b|\bnothing to return\b|\bno content in\b|\bno (?:response )?body\b|\bempty (?:response )?body\b|\bnothing in the response body\b/i;

/** The section "Response": the status, and what the body holds. @throws PageError when it names no status. */
export function readResponse(draft: Draft, section: Section): { typeName?: string } {
  const facts: { typeName?: string } = {};
  let status: number | undefined;

  for (const block of allBlocks(section)) {
    if (block.kind !== 'paragraph') draft.unclaimed(block, 'in the section on the response');
    const stated = /(?<![\w.])([1-5]\d\d)(?![\w.]\w)/.exec(block.text)?.[1];
    const noBody = saysNoBody.test(block.text);
    if (stated === undefined || status !== undefined) {
      if (/\berror/i.test(block.text) && block.text.includes('](')) continue; // A pointer to the page on errors.
      if (stated !== undefined || status === undefined || !noBody) draft.unclaimed(block, 'in the section on the response');
      draft.promise('response.body.none', block.line, 'prose', { what: 'no-body', side: 'response' });
      continue;
    }
    status = Number(stated);
    draft.promise('response.status', block.line, 'prose', { what: 'status', status });
    for (const [, other] of block.text.matchAll(/`([1-5]\d\d)\b/g)) {
      if (other !== stated) draft.leaveOpen(`the text also names the status ${String(other)}`, block.line, 'prose');
    }

    if (status === 204 || noBody) {
      draft.promise('response.body.none', block.line, 'prose', { what: 'no-body', side: 'response' });
      if (!noBody && /\bbody\b/i.test(block.text)) draft.findOdd('the text gives a body to a status that has none', block.line, 'prose');
    } else if (/\bbody\b/i.test(block.text)) {
      const linked = /\[([A-Za-z][\w.]*)\]\(/.exec(block.text)?.[1];
      const typeName = linked === undefined ? undefined : bareTypeName(linked);
      const collection = /\bcollection\b/i.test(block.text.replaceAll(/\]\([^()]*\)/g, ']'));
      draft.promise('response.body', block.line, 'prose', {
        what: 'body',
        side: 'response',
        collection,
        ...(typeName === undefined ? {} : { typeName }),
      });
      if (typeName !== undefined && !collection) facts.typeName = typeName;
      if (/\bupdated\b/i.test(block.text)) {
        draft.promise('response.body.same-object', block.line, 'prose', { what: 'same-object' });
        draft.promise('response.body.updated', block.line, 'prose', { what: 'updated' });
      }
    }
  }
  if (status === undefined) {
    throw new PageError(draft.file, section.heading?.line ?? 1, 'the section on the response names no status, such as `200 OK`');
  }
  return facts;
}
