import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packageRoot } from '../../contracts/folders.js';
import { isUpdating } from '../equipment/is-updating.js';
import { hasTool } from '../equipment/needs-tool.js';
import { runCli } from '../run-cli.js';

const file = join(packageRoot, 'README.md');
const readme = readFileSync(file, 'utf8');
const manifest = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { scripts: Record<string, string> };

/** A block of the README that shows what a command prints: `<!-- output: drift --simulate throttled -->`, then a code block. */
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

test('the README shows what the commands print now', async () => {
  const blocks = [...readme.matchAll(outputBlock)];
  expect(blocks.length).toBeGreaterThan(0);
  let updated = readme;
  for (const [block, command = '', shown = ''] of blocks) {
    if (command.endsWith('.sh') && !hasCurl) continue;
    const { stdout } = await runCli(command.split(' '));
    // `npm run readme:update` takes the same path, and writes in place of comparing.
    if (isUpdating('UPDATE_README'))
      updated = updated.replace(block, () => block.replace(`\`\`\`text\n${shown}`, () => `\`\`\`text\n${stdout}`));
    else expect(comparable(command, shown)).toBe(comparable(command, stdout));
  }
  if (updated !== readme) writeFileSync(file, updated);
});

/** Without what commands print: that may hold links of its own, those of the pages that it quotes. */
function ownText(name: string): string {
  return readFileSync(join(packageRoot, name), 'utf8').replaceAll(/```text\n[^]*?```/g, '');
}

describe.each(['README.md', 'CONTRIBUTING.md', 'docs/architecture.md', 'docs/nightly.md'])('%s', (name) => {
  const text = ownText(name);

  test('names npm scripts that exist', () => {
    const named = [...text.matchAll(/npm run ([\w:-]+)/g)].map((match) => match[1] ?? '');
    if (!name.startsWith('docs/')) expect(named).not.toEqual([]);
    expect(named.filter((script) => !(script in manifest.scripts))).toEqual([]);
  });

  test('names files and folders that exist', () => {
    const named = [...text.matchAll(/`((?:contracts|recordings|scripts|tests)\/[\w./-]*)`|\]\(([\w./-]+)\)/g)].map(
      (match) => match[1] ?? match[2] ?? '',
    );
    expect(named).not.toEqual([]);
    expect(named.filter((path) => !existsSync(join(packageRoot, path.startsWith('.') ? dirname(name) : '', path)))).toEqual([]);
  });
});

test('the README names commands that exist', async () => {
  const { stdout } = await runCli(['--help']);
  const named = [...ownText('README.md').matchAll(/`graph-contracts ([a-z]+)/g)].map((match) => match[1] ?? '');
  expect(named).not.toEqual([]);
  expect(named.filter((command) => !new RegExp(`^  ${command}\\b`, 'm').test(stdout))).toEqual([]);
});
