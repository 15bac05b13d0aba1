/** Foreign text, such as names of files, does not control a terminal or a CI runner, on either output and in any format. */
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { visible } from '../../contracts/visible.js';
import { formats } from '../../scripts/verdict/destinations.js';
import { terminalText } from '../../scripts/verdict/terminal.js';
import { sharedTemporaryFolder } from '../recordings/temporary-folder.js';
import { runCli, type CliResult } from '../run-cli.js';

/** Characters that are invisible or control a terminal. */
const unseen: Readonly<Record<string, string>> = {
  escape: '\u001b',
  'a bell': '\u0007',
  backspace: '\b',
  'a carriage return': '\r',
  'a line break': '\n',
  delete: '\u007f',
  'a C1 introducer': '\u009b',
  'next line': '\u0085',
  'soft hyphen': '\u00ad',
  'Arabic letter mark': '\u061c',
  'zero-width space': '\u200b',
  'zero-width non-joiner': '\u200c',
  'zero-width joiner': '\u200d',
  'left-to-right mark': '\u200e',
  'right-to-left mark': '\u200f',
  'line separator': '\u2028',
  'paragraph separator': '\u2029',
  'left-to-right embedding': '\u202a',
  'right-to-left override': '\u202e',
  'word joiner': '\u2060',
  'left-to-right isolate': '\u2066',
  'pop isolate': '\u2069',
  'byte order mark': '\ufeff',
  'a variation selector': '\ufe0f',
  'a tag': '\u{e0041}',
  'language tag': '\u{e0001}',
};

/** Texts that a CI runner reads as a command. */
const commands = [
  '::error::steered',
  '  ::warning file=a::steered',
  '\u00a0::stop-commands::steered',
  '##[error]steered',
  'text before ##[group]steered',
  '##vso[task.complete result=Succeeded]steered',
  'x ##VSO[task.setvariable]steered',
  '###[error]steered',
  '##\u200b[error]steered',
  'a\n::error::steered',
  'a\r::error::steered',
  'a\u2028::error::steered',
] as const;

const seen = /[\p{Cc}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

/** The lines of a text that hold such a character or command. */
function hostileIn(text: string): string[] {
  return text.split('\n').filter((line) => seen.test(line) || /^\s*::/.test(line) || /##(?:vso)?\[/i.test(line));
}

const folder = sharedTemporaryFolder();

const run = (...args: readonly string[]): Promise<CliResult> => runCli(args, { cwd: folder.path });
const texts = [...commands, ...Object.values(unseen).map((char) => `a${char}b`)];

test.each(Object.entries(unseen))('%s is shown by its number', (_, char) => {
  expect(visible(`a${char}b`)).toMatch(/^a(?:\\[nrt]|(?:\\u[0-9a-f]{4})+)b$/);
});

test.each(commands)('%j is no command', (text) => {
  expect([hostileIn(visible(text)), hostileIn(terminalText(text))]).toEqual([[], []]);
  expect(terminalText(text)).toContain('steered');
});

test('only the paint of reports passes', () => {
  expect(terminalText('\u001b[31mred\u001b[39m \u001b[8mhidden\u001b[2J')).toBe('\u001b[31mred\u001b[39m \\u001b[8mhidden\\u001b[2J');
});

test('nor in what a command line, an error or a hint echoes', async () => {
  const given = texts.join('|');
  const runs = await Promise.all([
    run('check', given),
    run('check', ...texts),
    run('check', '.', '--format', given),
    run('check', '.', `--${given}`),
    run('check', '.', '--max-age', given),
    run('check', '.', '--report', given),
    run('check', '.', '--output', join(given, 'x')),
    run(given),
    run('explain', given),
    run('history', given),
    run('history', given, '--since', given),
    run('drift', '--config', given),
    run('drift', '--baseline', given),
    run('drift', '--simulate', given),
    run('drift', '--accept', given),
    run('drift', 'init', '--config', join(given, 'x')),
    run('serve', '--port', given),
    run('serve', '--recordings', given),
    run('serve', '--', given),
    run('record', '--from', given),
    run('record', '--check', '--folder', given),
    run('record', '--proxy', '--graph', given),
  ]);
  expect(runs.map(({ code }) => code)).toEqual(runs.map(() => 2));
  expect(runs.flatMap(({ stdout, stderr }) => hostileIn(stdout + stderr))).toEqual([]);
});

test.each(formats)('nor in a report of names of files, of links and of interactions: %s', async (format) => {
  const names = texts.filter((text) => !text.includes('/'));
  const exchange = {
    request: { method: 'PUT', url: 'https://graph.microsoft.com/v1.0/deviceManagement/deviceConfigurations/a/assignments/b' },
  };
  for (const [at, name] of names.entries()) {
    const pact = {
      consumer: { name },
      provider: { name },
      interactions: [{ ...exchange, description: name, response: { status: 200 } }],
      metadata: {},
    };
    folder.write(join('found', `${name}.json`), at % 3 === 0 ? 'no JSON' : at % 3 === 1 ? '{}' : JSON.stringify(pact));
    folder.write(join('found', `${name}.ndjson`), `${JSON.stringify({ ...exchange, response: { status: 200 } })}\n`);
    try {
      symlinkSync(name, join(folder.path, 'found', `link to ${name}.json`));
    } catch {
      // It was made for the format before.
    }
  }
  const { stdout, stderr } = await run('check', 'found', '--format', format);
  // The commands of our own annotations; each is one line, and their texts begin none.
  const shown = format === 'github' ? stdout.replaceAll(/^::(?:error|warning|notice) (?:[a-z]+=[^:,]*,?)+::(?=.)/gm, '') : stdout;
  expect(hostileIn(shown + stderr)).toEqual([]);
  expect(stderr).toContain('steered');
});
