import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../contracts/folders.js';

const readme = readFileSync(join(packageRoot, 'README.md'), 'utf8');

/** The lines of the README under `<!-- pipeline: name -->`. */
export function linesOf(name: string): string {
  const found = new RegExp(`<!-- pipeline: ${name} -->\\n\\n\`\`\`\\w+\\n([^]*?)\`\`\``).exec(readme)?.[1];
  if (found === undefined) throw new Error(`The README has no lines for ${name}.`);
  return found;
}
