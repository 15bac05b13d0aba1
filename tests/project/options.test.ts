/** Every command and option that a workflow or a document names is there: a renamed option must not break a pipeline at night. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../contracts/folders.js';
import { runCli } from '../run-cli.js';
import { documents } from '../equipment/documents.js';
import { textOf } from './workflow-files.js';

const files = [
  ...documents,
  '.github/azure-pipelines.md',
  '.github/actions/check/action.yml',
  ...readdirSync(join(packageRoot, '.github/workflows')).map((name) => `.github/workflows/${name}`),
];

/** A command line, up to its end or that of the code span that it stands in. A backslash carries it on. */
const commandLine = /(?:graph-(?:assignment-)?contracts|cli\.js"?|graph-contracts\.cjs"?) ([a-z]+)((?:\\\n|[^\n`])*)/g;

interface Named {
  readonly command: string;
  readonly option: string;
}

function namedIn(file: string): Named[] {
  return [...textOf(file).matchAll(commandLine)].flatMap(([, command = '', rest = '']) =>
    [...rest.matchAll(/(?<![\w-])--([a-z][a-z-]*)/g)].map(([option]) => ({ command, option })),
  );
}

/** Whether a help has an option: this very one, and no longer one that begins so. */
function lists(help: string, option: string): boolean {
  return new RegExp(`^ +(?:-\\w, )?${option}(?![\\w-])`, 'm').test(help);
}

test.each(files.map((file) => [file, namedIn(file)] as const).filter(([, named]) => named.length > 0))(
  '%s names options that exist',
  async (_, named) => {
    const missing: string[] = [];
    for (const command of new Set(named.map((one) => one.command))) {
      const { code, stdout } = await runCli([command, '--help']);
      const options = new Set(named.filter((one) => one.command === command).map(({ option }) => option));
      for (const option of options) {
        if (code !== 0 || !lists(stdout, option)) missing.push(`${command} ${option}`);
      }
    }
    expect(missing).toEqual([]);
  },
);

test('the search finds them', () => {
  expect(namedIn('.github/workflows/nightly-drift.yml')).toContainEqual({ command: 'drift', option: '--report' });
  expect(namedIn('.github/actions/check/action.yml')).toContainEqual({ command: 'check', option: '--fail-on' });
  expect(documents.flatMap(namedIn)).toContainEqual({ command: 'check', option: '--report' });
});

test('an option that is gone is missed, though a longer one begins like it', () => {
  const help = '  -h, --help         print this help\n  --fail-on-stale    fail for a recording that is too old\n';
  expect(['--help', '--fail-on-stale', '--fail-on'].map((option) => lists(help, option))).toEqual([true, true, false]);
});
