import { allBlocks, type Section } from '../page/page.js';
import type { Draft } from '../draft.js';

const topic = 'the section on the HTTP request';

/** Reads one method, and one or more path templates. @throws PageError if there is none. */
export function readHttpRequestSection(draft: Draft, section: Section): void {
  let method: string | undefined;
  let firstLine = 0;
  let paths = 0;

  for (const block of allBlocks(section)) {
    if (block.kind === 'paragraph') {
      draft.leaveOpen('prose about the HTTP request, not compiled', block.line);
    } else if (block.kind === 'fence') {
      for (const [index, text] of block.lines.entries()) {
        const line = block.line + 1 + index;
        const written = text.trim();
        if (written === '') continue;
        const [, verb, url = ''] = /^([A-Z]+)\s+(\S.*)$/.exec(written) ?? [];
        const [template = ''] = url.replace(/^https?:\/\/[^/]+\/[^/]+/, '').split('?', 1);
        if (verb === undefined || !/^\/(?:[^\s{}]|\{[^{}]*\})*$/.test(template)) {
          throw draft.error(line, `not a method and a path ("PATCH /…"): ${JSON.stringify(written)}`);
        }
        if (method === undefined) firstLine = line;
        else if (method !== verb) throw draft.error(line, `the block began with ${method}, and this line has ${verb}`);
        method = verb;
        paths += 1;
        promisePath(draft, template, paths === 1 ? 'request.path' : `request.path.${paths}`, line);
      }
    } else if (block.kind !== 'annotation' || block.fields['blockType'] !== 'ignored') {
      draft.refuse(block, `in ${topic}`);
    }
  }
  if (method === undefined) throw draft.error(section.heading?.line ?? 1, `${topic} has no code block with a method and a path`);
  draft.promise('request.method', firstLine, { what: 'method', method });
}

function promisePath(draft: Draft, template: string, id: string, line: number): void {
  draft.promise(id, line, { what: 'path', template });
  for (const [, parameter = ''] of template.matchAll(/\{([^{}]+)\}/g)) {
    draft.promise(`${id}.{${parameter}}`, line, { what: 'path-parameter', parameter });
  }
}
