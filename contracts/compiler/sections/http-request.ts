import type { Section } from '../page/page.js';
import type { Draft } from '../draft.js';

const topic = 'the section on the HTTP request';

/** Reads one method, and one or more path templates. @throws PageError if there is none. */
export function readHttpRequestSection(draft: Draft, section: Section): void {
  const calls: { method: string; template: string; line: number }[] = [];
  draft.readSection(section, topic, {
    paragraph: ({ line }) => {
      draft.leaveOpen('prose about the HTTP request, not compiled', line);
    },
    annotation: ({ fields }) => fields['blockType'] === 'ignored',
    fence: ({ line: start, lines }) => {
      for (const [index, text] of lines.entries()) {
        const line = start + 1 + index;
        const written = text.trim();
        if (written === '') continue;
        const [, method, url = ''] = /^([A-Z]+)\s+(\S.*)$/.exec(written) ?? [];
        const [template = ''] = url.replace(/^https?:\/\/[^/]+\/[^/]+/, '').split('?', 1);
        if (method === undefined || !/^\/(?:[^\s{}]|\{[^{}]*\})*$/.test(template)) {
          throw draft.error(line, `not a method and a path ("PATCH /…"): ${JSON.stringify(written)}`);
        }
        calls.push({ method, template, line });
      }
    },
  });
  const [first] = calls;
  if (first === undefined) throw draft.error(section.heading?.line ?? 1, `${topic} has no code block with a method and a path`);
  for (const [index, { method, template, line }] of calls.entries()) {
    if (method !== first.method) throw draft.error(line, `the block began with ${first.method}, and this line has ${method}`);
    const id = index === 0 ? 'request.path' : `request.path.${index + 1}`;
    draft.promise(id, line, { what: 'path', template });
    for (const [, parameter = ''] of template.matchAll(/\{([^{}]+)\}/g)) {
      draft.promise(`${id}.{${parameter}}`, line, { what: 'path-parameter', parameter });
    }
  }
  draft.promise('request.method', first.line, { what: 'method', method: first.method });
}
