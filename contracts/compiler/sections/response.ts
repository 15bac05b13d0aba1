import { bareTypeName } from '../../type-family.js';
import { identityIn, type Draft } from '../draft.js';
import type { Section } from '../page/page.js';

const statesNoBody =
  /\b(?:not|n't) return (?:anything|a (?:response )?body)\b|\bnothing to return\b|\bno content in\b|\bno (?:response )?body\b|\bempty (?:response )?body\b|\bnothing in the response body\b/i;

/** Reads the status and what the body holds. @throws PageError if the section names no status. */
export function readResponseSection(draft: Draft, section: Section): void {
  const hasStatus = (): boolean => draft.find('response.status') !== undefined;
  draft.readSection(section, 'the section on the response', {
    paragraph: ({ text, line }) => {
      const status = /(?<![\w.])([1-5]\d\d)(?![\w.]\w)/.exec(text)?.[1];
      if (status !== undefined && !hasStatus()) {
        promiseStatus(draft, status, text, line);
        return true;
      }
      const isPointerToErrors = /\berror/i.test(text) && text.includes('](');
      if (isPointerToErrors) return true;
      draft.promise('response.body.none', line, { what: 'no-body', side: 'response' });
      return status === undefined && hasStatus() && statesNoBody.test(text);
    },
  });
  if (!hasStatus()) throw draft.error(section.heading?.line ?? 1, 'the section on the response names no status, such as `200 OK`');
}

function promiseStatus(draft: Draft, status: string, text: string, line: number): void {
  const others = [...text.matchAll(/`(2\d\d)\b/g)].map(([, other]) => Number(other)).filter((other) => other !== Number(status));
  draft.promise('response.status', line, {
    what: 'status',
    status: Number(status),
    ...(others.length > 0 && { also: [...new Set(others)] }),
  });
  for (const [, other = ''] of text.matchAll(/`([1-5]\d\d)\b/g)) {
    if (other !== status) draft.leaveOpen(`the text also names the status ${other}`, line);
  }
  const namesBody = /\bbody\b/i.test(text);
  const hasNoBody = statesNoBody.test(text);
  if (status === '204' || hasNoBody) {
    draft.promise('response.body.none', line, { what: 'no-body', side: 'response' });
    if (namesBody && !hasNoBody) draft.noteOdd('the text gives a body to a status that has none', line);
  } else if (namesBody) {
    const linked = /\[([A-Za-z][\w.]*)\]\(/.exec(text)?.[1];
    const collection = /\bcollection\b/i.test(text.replaceAll(/\]\([^()]*\)/g, ']'));
    draft.promise('response.body', line, { what: 'body', side: 'response', collection, typeName: linked && bareTypeName(linked) });
    if (!/\bupdated\b/i.test(text)) return;
    if (identityIn(draft.promised('request.path', 'path')?.template))
      draft.promise('response.body.same-object', line, { what: 'same-object' });
    draft.promise('response.body.updated', line, { what: 'updated' });
  }
}
