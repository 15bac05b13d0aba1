import { bareTypeName } from '../../type-family.js';
import type { Draft } from '../draft.js';
import { allBlocks, type Section } from '../page/page.js';

const statesNoBody =
  /\b(?:not|n't) return (?:anything|a (?:response )?body)\b|\bnothing to return\b|\bno content in\b|\bno (?:response )?body\b|\bempty (?:response )?body\b|\bnothing in the response body\b/i;

/** Reads the status and what the body holds. @throws PageError when the section names no status. */
export function readResponseSection(draft: Draft, section: Section): void {
  let status: number | undefined;
  for (const block of allBlocks(section)) {
    if (block.kind !== 'paragraph') draft.refuse(block, 'in the section on the response');
    const { text, line } = block;
    const stated = /(?<![\w.])([1-5]\d\d)(?![\w.]\w)/.exec(text)?.[1];
    const noBody = statesNoBody.test(text);
    const isPointerToErrors = /\berror/i.test(text) && text.includes('](');
    if (stated !== undefined && status === undefined) {
      status = Number(stated);
      draft.promise('response.status', line, { what: 'status', status });
      for (const [, other = ''] of text.matchAll(/`([1-5]\d\d)\b/g)) {
        if (other !== stated) draft.leaveOpen(`the text also names the status ${other}`, line);
      }
      if (status === 204 || noBody) {
        draft.promise('response.body.none', line, { what: 'no-body', side: 'response' });
        if (!noBody && /\bbody\b/i.test(text)) draft.noteOdd('the text gives a body to a status that has none', line);
      } else if (/\bbody\b/i.test(text)) {
        promiseBody(draft, text, line);
      }
    } else if (!isPointerToErrors) {
      if (stated !== undefined || status === undefined || !noBody) draft.refuse(block, 'in the section on the response');
      draft.promise('response.body.none', line, { what: 'no-body', side: 'response' });
    }
  }
  if (status === undefined) {
    throw draft.error(section.heading?.line ?? 1, 'the section on the response names no status, such as `200 OK`');
  }
}

function promiseBody(draft: Draft, text: string, line: number): void {
  const linked = /\[([A-Za-z][\w.]*)\]\(/.exec(text)?.[1];
  const collection = /\bcollection\b/i.test(text.replaceAll(/\]\([^()]*\)/g, ']'));
  draft.promise('response.body', line, { what: 'body', side: 'response', collection, typeName: linked && bareTypeName(linked) });
  if (/\bupdated\b/i.test(text)) {
    draft.promise('response.body.same-object', line, { what: 'same-object' });
    draft.promise('response.body.updated', line, { what: 'updated' });
  }
}
