import type { FrontMatter } from './page/blocks.js';
import { PageError } from './page/page-error.js';
import type { Draft } from './draft.js';

/** Reads `name: "value"` lines. They promise nothing; a value that its author left as a TODO is listed as open. */
export function readFrontMatter(draft: Draft, block: FrontMatter): void {
  for (const line of block.lines) {
    if (line.text.trim() === '' || line.text.startsWith('#') || /^\s+/.test(line.text)) continue;
    if (line.text.startsWith('- ')) continue; // An item of the list that the line above opened.
    const field = /^(?<name>[\w.-]+):\s*(?<value>.*)$/.exec(line.text)?.groups;
    if (field === undefined) {
      throw new PageError(draft.file, line.number, `the front matter has a line that is not "name: value": ${JSON.stringify(line.text)}`);
    }
    const { name = '', value = '' } = field;
    const unquoted = value.trim().replace(/^(["'])(.*)\1$/, '$2');
    if (isTodo(unquoted)) draft.leaveOpen(`front matter: ${name} is a TODO`, line.number, 'prose');
  }
}

export function isTodo(text: string): boolean {
  return /\bTODO\b/.test(text);
}
