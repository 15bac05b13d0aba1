import { spawnSync } from 'node:child_process';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Contract } from '../../../contracts/contract.js';
import { packageRoot } from '../../../contracts/folders.js';
import { copyPackage } from '../../equipment/package-copy.js';
import { useTemporaryFolder } from '../../recordings/temporary-folder.js';
import { runScript, type CliResult } from '../../run-cli.js';
import { lineOf } from '../compare/edits.js';

const folder = useTemporaryFolder();
const configuration = 'contracts/pages/update-device-configuration-assignment.md';
const compliance = 'contracts/pages/update-device-compliance-policy-assignment.md';
const types = 'contracts/pages/assignment-targets.md';

describe('--page', () => {
  test('prints the contract of a page', async () => {
    const { code, stdout, stderr } = await run(['--page', configuration, types]);
    const contract = JSON.parse(stdout) as Contract;

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(contract).toEqual(
      JSON.parse(readFileSync(join(packageRoot, 'contracts/compiled/update-device-configuration-assignment.json'), 'utf8')),
    );
  });

  test('prints a list for pages of several operations', async () => {
    const { code, stdout } = await run(['--page', configuration, compliance]);

    expect(code).toBe(0);
    expect((JSON.parse(stdout) as Contract[]).map(({ name }) => name)).toEqual([
      'update-device-configuration-assignment',
      'update-device-compliance-policy-assignment',
    ]);
  });

  test('does not mind a reader that stops reading', () => {
    const { status: code, stderr } = spawnSync(
      'bash',
      ['-c', `"$0" "$1" --page ${configuration} ${types} | true; exit "\${PIPESTATUS[0]}"`, process.execPath, program(packageRoot)],
      {
        cwd: packageRoot,
        encoding: 'utf8',
      },
    );

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  test.each<readonly [string, string, string | Buffer | undefined, string]>([
    ['a page that cannot be compiled', 'a.md', '# Title\n\n## Colours\n', 'a.md:3: no reader understands the section "Colours"\n'],
    ['a page behind a sound one', 'a.md', '# Title\n\n|a|b|\n|-|-|\n', 'a.md:3: no reader understands a table below the title'],
    ['an empty page', 'a.md', '', 'a.md:1: the page is empty\n'],
    ['bytes that are not text', 'a.md', Buffer.from([0xff, 0xfe, 0x00, 0xd8]), 'a.md:1: no reader understands a paragraph above the title'],
    ['a page of types alone', 'a.md', readFileSync(join(packageRoot, types)), 'a.md:1: the pages describe types only'],
    ['a missing file', 'a.md', undefined, 'a.md: ENOENT: no such file'],
    ['a folder', '.', undefined, 'EISDIR: illegal operation on a directory'],
  ])('refuses %s', async (what, file, content, message) => {
    if (content !== undefined) folder.write(file, content);
    const { code, stdout, stderr } = await run(['--page', ...(what.includes('sound') ? [configuration] : []), join(folder.path, file)]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});

describe('usage', () => {
  test('--help says what the command does, and its exit codes', async () => {
    const { code, stdout } = await run(['--help']);

    expect(code).toBe(0);
    for (const word of ['--check', '--page', 'Exit codes']) expect(stdout).toContain(word);
  });

  test.each([
    [['--unknown'], "unknown option '--unknown'"],
    [['--page'], 'argument missing'],
    [['page.md'], 'too many arguments'],
    [['--check', '--page', configuration], 'cannot be used with'],
  ])('%j is refused', async (args, message) => {
    const { code, stdout, stderr } = await run(args);

    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
  });
});

describe('our own pages', () => {
  const compiled = (): string => join(folder.path, 'contracts/compiled/update-device-configuration-assignment.json');
  beforeEach(() => {
    copyPackage(folder.path);
  });

  test('--check agrees with what is committed', async () => {
    expect(await run(['--check'])).toMatchObject({ code: 0, stdout: '', stderr: '2 contracts agree with their pages.\n' });
  });

  test('a changed page makes its contract stale, and compiling renews it', async () => {
    const page = join(folder.path, configuration);
    const before = readFileSync(compiled(), 'utf8');
    writeFileSync(page, readFileSync(page, 'utf8').replace('# Update', '\n# Update'));

    const stale = await run(['--check'], folder.path);
    expect(stale.code).toBe(1);
    expect(stale.stderr).toMatch(/^Stale: contracts\/compiled\/update-device-configuration-assignment\.json\. /);
    expect(readFileSync(compiled(), 'utf8')).toBe(before);

    const renewed = await run([], folder.path);
    expect(renewed.code).toBe(0);
    expect(renewed.stderr).toMatch(/^Written: contracts\/compiled\/update-device-configuration-assignment\.json\. /);
    expect((await run(['--check'], folder.path)).code).toBe(0);
  });

  test('a changed promise is shown, with what contradicts it and misspelt types', async () => {
    const page = join(folder.path, configuration);
    const text = readFileSync(page, 'utf8');
    const changed = text.replace('`200 OK`', '`204 No Content`').replace('Changes one', 'Changes a deviceConfigurationAsignment:');
    writeFileSync(page, changed);
    const at = (part: string): string => `update-device-configuration-assignment.md:${lineOf(text, part)}`;

    for (const args of [['--check'], []]) {
      const { stderr } = await run(args, folder.path);
      expect(stderr.split('\n')).toEqual([
        `breaking: response.status 200 → 204 (${at('`200 OK`')})`,
        'breaking: response.body is gone: deviceConfigurationAssignment',
        `note: the text gives a body to a status that has none (${at('`200 OK`')})`,
        `note: the example answers 200, the text says 204 (${at('HTTP/1.1 200 OK')})`,
        `note: deviceConfigurationAsignment is not the name of a type. Did you mean deviceConfigurationAssignment? (${at('Changes one')})`,
        expect.stringMatching(/^(?:Stale|Written): contracts\/compiled\/update-device-configuration-assignment\.json\. /),
        '',
      ]);
    }
  });

  test('a contract without a page is stale, and compiling removes it', async () => {
    folder.write('contracts/compiled/gone.json', '{}\n');

    expect(await run(['--check'], folder.path)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('contracts/compiled/gone.json') as string,
    });
    expect((await run([], folder.path)).code).toBe(0);
    expect((await run(['--check'], folder.path)).code).toBe(0);
  });

  test('a page that cannot be compiled is 2, not stale, and nothing is written', async () => {
    const before = readFileSync(compiled(), 'utf8');
    appendFileSync(join(folder.path, compliance), '\n## Colours\n');

    for (const args of [['--check'], []]) {
      const { code, stdout, stderr } = await run(args, folder.path);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(
        /^contracts\/pages\/update-device-compliance-policy-assignment\.md:\d+: no reader understands the section "Colours"\n$/,
      );
    }
    expect(readFileSync(compiled(), 'utf8')).toBe(before);
  });
});

async function run(args: readonly string[], root: string = packageRoot): Promise<CliResult> {
  const result = await runScript(program(root), args, { cwd: root });
  expect(result.stdout + result.stderr).not.toMatch(/^\s+at .*:\d+:\d+/m); // Never a stack trace.
  return result;
}

function program(root: string): string {
  return join(root, 'dist', 'scripts', 'build', 'compile.js');
}
