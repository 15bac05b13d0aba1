import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../contracts/folders.js';

/** The documentation that users and contributors read, relative to the root of the project. */
export const documents: readonly string[] = [
  'README.md',
  'CONTRIBUTING.md',
  '.github/SECURITY.md',
  ...readdirSync(join(packageRoot, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

export function readDocument(name: string): string {
  return readFileSync(join(packageRoot, name), 'utf8');
}

/** The text of all documents, for examples that may move from page to page. */
export const allDocuments: string = documents.map(readDocument).join('\n\n');

/** Without the output of commands, which quotes other pages and their links. */
export function withoutOutput(text: string): string {
  return text.replaceAll(/```text\n[^]*?```/g, '');
}

/**
 * The first code block under `<!-- name -->`, in any document.
 * @throws if no document has one.
 */
export function codeUnder(name: string): string {
  const [, code] = new RegExp(`<!-- ${name} -->\\n\\n\`\`\`\\w+\\n([^]*?)\`\`\``).exec(allDocuments) ?? [];
  if (code === undefined) throw new Error(`No document has a code block under <!-- ${name} -->.`);
  return code;
}
