import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { packageRoot } from '../../contracts/folders.js';
import { findingsPage } from '../../scripts/build/findings-page.js';
import { documents, readDocument, withoutOutput } from '../equipment/documents.js';
import { isUpdating } from '../equipment/is-updating.js';
import { hasTool } from '../equipment/needs-tool.js';
import { runCli } from '../run-cli.js';

const manifest = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { scripts: Record<string, string> };

/** A block that shows what a command prints: `<!-- output: drift -->`, then a code block. */
const outputBlock = /<!-- output: (.+) -->\n\n```text\n([^]*?)```/g;

/** Some of them need it. */
const hasCurl = hasTool('curl');

/** Without the times of a drift run, which differ each time, and with them the width of their column. */
function comparable(command: string, text: string): string {
  if (!command.startsWith('drift')) return text;
  const untimed = text.replaceAll(/ +\d+ ms +/g, ' 0 ms ').replaceAll(/time +rules/g, 'time rules');
  // A probe names its day, and the time of its answer.
  if (!command.includes('--probe')) return untimed;
  return untimed.replaceAll(/ \d+ ms\./g, ' 0 ms.').replaceAll(/\d{4}-\d{2}-\d{2}/g, '2026-11-30');
}

/** GitHub's anchor of a heading. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');
}

/** The links of a document to other documents and to itself. */
function linksOf(name: string): { readonly path: string; readonly anchor: string }[] {
  return [...withoutOutput(readDocument(name)).matchAll(/\]\(([\w./-]*)(?:#([\w-]+))?\)/g)].map(([, path = '', anchor = '']) => ({
    path: path === '' ? name : normalize(join(dirname(name), path)),
    anchor,
  }));
}

const showing = documents.flatMap((name) => {
  const blocks = [...readDocument(name).matchAll(outputBlock)];
  return blocks.length > 0 ? [[name, blocks] as const] : [];
});

test('some documents show what commands print', () => {
  expect(showing.length).toBeGreaterThan(0);
});

test.each(showing)('%s shows what the commands print now', async (name, blocks) => {
  const text = readDocument(name);
  let updated = text;
  for (const [block, command = '', shown = ''] of blocks) {
    if (command.endsWith('.sh') && !hasCurl) continue;
    const { stdout } = await runCli(command.split(' '));
    // `npm run docs:update` takes the same path, and writes in place of comparing.
    if (isUpdating('UPDATE_DOCS'))
      updated = updated.replace(block, () => block.replace(`\`\`\`text\n${shown}`, () => `\`\`\`text\n${stdout}`));
    else expect(comparable(command, shown)).toBe(comparable(command, stdout));
  }
  if (updated !== text) writeFileSync(join(packageRoot, name), updated);
});

describe.each(documents)('%s', (name) => {
  const text = withoutOutput(readDocument(name));

  test('names npm scripts that exist', () => {
    const named = [...text.matchAll(/npm run (?:-s |--silent )?([\w:-]+)/g)].map(([, script = '']) => script);
    expect(named.filter((script) => !(script in manifest.scripts))).toEqual([]);
  });

  test('names files and folders that exist', () => {
    const named = [...text.matchAll(/`((?:contracts|recordings|scripts|tests)\/[\w./-]*)`/g)].map(([, path = '']) => path);
    expect(named.filter((path) => !existsSync(join(packageRoot, path)))).toEqual([]);
  });

  test('has no dead link', () => {
    const dead = linksOf(name).filter(({ path, anchor }) => {
      if (!existsSync(join(packageRoot, path))) return true;
      if (anchor === '' || !path.endsWith('.md')) return false;
      const headings = [...withoutOutput(readDocument(path)).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));
      return !headings.includes(anchor);
    });
    expect(dead).toEqual([]);
  });

  test('names commands that exist', async () => {
    const { stdout } = await runCli(['--help']);
    const named = [...text.matchAll(/`(?:npx )?graph-(?:assignment-)?contracts ([a-z]+)/g)].map(([, command = '']) => command);
    expect(named.filter((command) => !new RegExp(`^  ${command}\\b`, 'm').test(stdout))).toEqual([]);
  });
});

test.each(['README.md', 'CONTRIBUTING.md'])('%s has at most 8 KB', (name) => {
  expect(Buffer.byteLength(readDocument(name))).toBeLessThanOrEqual(8 * 1024);
});

test.each(documents.filter((name) => name.startsWith('docs/')))('%s begins with a command', (name) => {
  const [start = ''] = readDocument(name).split(/^## /m);
  expect(start).toMatch(/^# .+\n\n(?:[^\n]+\n\n){0,2}```sh\n/);
});

test('the README links to every page', () => {
  const linked = new Set(linksOf('README.md').map(({ path }) => path));
  expect(documents.filter((name) => name !== 'README.md' && !linked.has(name))).toEqual([]);
});

test('the searches find what they look for', () => {
  expect(linksOf('README.md')).toContainEqual({ path: 'docs/nightly.md', anchor: '' });
  expect(anchorOf('Two `commands`, in a clone')).toBe('two-commands-in-a-clone');
});

test('docs/findings.md lists every code as it is', () => {
  const page = findingsPage();
  if (isUpdating('UPDATE_DOCS')) writeFileSync(join(packageRoot, 'docs/findings.md'), page);
  else expect(readDocument('docs/findings.md')).toBe(page);
});
