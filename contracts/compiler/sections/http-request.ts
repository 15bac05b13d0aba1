import { PageError } from '../page/page-error.js';
import { allBlocks, type Section } from '../page/page.js';
import type { Draft } from '../draft.js';

export interface HttpRequestFacts {
  readonly method: string;
  readonly paths: readonly string[];
  readonly line: number;
}

/** The block of the section "HTTP request": one method, one or more path templates. */
export function readHttpRequest(draft: Draft, section: Section): HttpRequestFacts {
  const paths: string[] = [];
  let method: string | undefined;
  let firstLine = section.heading?.line ?? 1;

  for (const block of allBlocks(section)) {
    if (block.kind === 'fence') {
      for (const line of block.lines) {
        if (line.text.trim() === '') continue;
        const request = /^([A-Z]+)\s+(\S.*)$/.exec(line.text.trim());
        const template = request?.[2]?.replace(/^https?:\/\/[^/]+\/[^/]+/, '').split('?', 1)[0] ?? '';
        if (request === null || !/^\/(?:[^\s{}]|\{[^{}]*\})*$/.test(template)) {
          throw new PageError(draft.file, line.number, `not a method and a path ("PATCH /…"): ${JSON.stringify(line.text.trim())}`);
        }
        if (method !== undefined && method !== request[1]) {
          throw new PageError(draft.file, line.number, `the block began with ${method}, and this line has ${request[1] ?? ''}`);
        }
        if (method === undefined) firstLine = line.number;
        method = request[1] ?? '';
        promisePath(draft, template, paths.length, line.number);
        paths.push(template);
      }
    } else if (block.kind === 'annotation') {
      if (block.fields['blockType'] !== 'ignored') draft.unclaimed(block, 'in the section on the HTTP request');
    } else if (block.kind === 'paragraph') {
      draft.leaveOpen('prose about the HTTP request, not compiled', block.line, 'prose');
    } else {
      draft.unclaimed(block, 'in the section on the HTTP request');
    }
  }
  if (method === undefined) {
    throw new PageError(draft.file, firstLine, 'the section on the HTTP request has no code block with a method and a path');
  }
  draft.promise('request.method', firstLine, 'code-block', { what: 'method', method });
  return { method, paths, line: firstLine };
}

function promisePath(draft: Draft, template: string, index: number, line: number): void {
  const id = index === 0 ? 'request.path' : `request.path.${index + 1}`;
  draft.promise(id, line, 'code-block', { what: 'path', template });
  for (const match of template.matchAll(/\{([^{}]+)\}/g)) {
    const parameter = match[1] ?? '';
    draft.promise(`${id}.{${parameter}}`, line, 'code-block', { what: 'path-parameter', parameter });
  }
}
