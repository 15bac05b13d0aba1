import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Contract } from '../../../contracts/contract.js';
import { packageRoot } from '../../../contracts/folders.js';
import { runScript, type CliResult } from '../../run-cli.js';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'compile-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

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

  test.each([
    [
      'a page that cannot be compiled',
      'broken.md',
      '# Title\n\n## Colours\n',
      'broken.md:3: no reader understands the section "Colours"\n',
    ],
    ['an empty page', 'empty.md', '', 'empty.md:1: the page is empty\n'],
    [
      'bytes that are no text',
      'bytes.md',
      Buffer.from([0xff, 0xfe, 0x00, 0xd8]),
      'bytes.md:1: no reader understands a paragraph above the title',
    ],
    ['a page of types alone', 'types.md', readFileSync(join(packageRoot, types)), 'types.md:1: the pages describe types only'],
  ])('refuses %s', async (_what, file, content, message) => {
    writeFileSync(join(folder, file), content);
    const { code, stdout, stderr } = await run(['--page', join(folder, file)]);

    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(join(folder, message));
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  test.each([
    ['a missing file', 'missing.md', 'missing.md: ENOENT: no such file'],
    ['a folder', '.', 'EISDIR: illegal operation on a directory'],
  ])('refuses %s', async (_what, file, message) => {
    const { code, stdout, stderr } = await run(['--page', join(folder, file)]);

    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  test('names the broken page among several', async () => {
    writeFileSync(join(folder, 'late.md'), '# Title\n\n|a|b|\n|-|-|\n');
    const { code, stderr } = await run(['--page', configuration, join(folder, 'late.md')]);

    expect(code).toBe(2);
    expect(stderr).toContain('late.md:3: no reader understands a table below the title');
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
  test('--check agrees with what is committed', async () => {
    expect(await run(['--check'])).toMatchObject({ code: 0, stdout: '', stderr: '2 contracts agree with their pages.\n' });
  });

  test('a changed page makes its contract stale, and compiling renews it', async () => {
    const copy = copyOfPackage('changed');
    const page = join(copy, configuration);
    const compiled = join(copy, 'contracts/compiled/update-device-configuration-assignment.json');
    const before = readFileSync(compiled, 'utf8');
    writeFileSync(page, readFileSync(page, 'utf8').replace('# Update', '\n# Update'));

    const stale = await run(['--check'], copy);
    expect(stale.code).toBe(1);
    expect(stale.stderr).toMatch(/^Stale: contracts\/compiled\/update-device-configuration-assignment\.json\. /);
    expect(readFileSync(compiled, 'utf8')).toBe(before);

    const renewed = await run([], copy);
    expect(renewed.code).toBe(0);
    expect(renewed.stderr).toMatch(/^Written: contracts\/compiled\/update-device-configuration-assignment\.json\. /);
    expect((await run(['--check'], copy)).code).toBe(0);
  });

  test('a contract without a page is stale, and compiling removes it', async () => {
    const copy = copyOfPackage('left-over');
    writeFileSync(join(copy, 'contracts/compiled/gone.json'), '{}\n');

    expect(await run(['--check'], copy)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('contracts/compiled/gone.json') as string,
    });
    expect((await run([], copy)).code).toBe(0);
    expect((await run(['--check'], copy)).code).toBe(0);
  });

  test('a page that cannot be compiled is 2, not stale, and nothing is written', async () => {
    const copy = copyOfPackage('broken');
    const compiled = join(copy, 'contracts/compiled/update-device-configuration-assignment.json');
    const before = readFileSync(compiled, 'utf8');
    appendFileSync(join(copy, compliance), '\n## Colours\n');

    for (const args of [['--check'], []]) {
      const { code, stdout, stderr } = await run(args, copy);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(
        /^contracts\/pages\/update-device-compliance-policy-assignment\.md:\d+: no reader understands the section "Colours"\n$/,
      );
    }
    expect(readFileSync(compiled, 'utf8')).toBe(before);
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

/** A package of its own, so that its pages can be changed. */
function copyOfPackage(name: string): string {
  const copy = join(folder, name);
  for (const part of ['package.json', 'dist/contracts', 'dist/recordings', 'dist/scripts/build', 'contracts/pages', 'contracts/compiled']) {
    mkdirSync(join(copy, part, '..'), { recursive: true });
    cpSync(join(packageRoot, part), join(copy, part), { recursive: true, filter: (from) => !from.endsWith('.d.ts') });
  }
  symlinkSync(join(packageRoot, 'node_modules'), join(copy, 'node_modules'), 'dir');
  return copy;
}
