import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../../contracts/folders.js';
import { runScript } from '../run-cli.js';

/** Runs the build step that makes the recordings, of the package in a folder. */
async function makeRecordings(root: string, ...args: readonly string[]): Promise<{ code: number | null; said: string }> {
  const { code, stdout, stderr } = await runScript(join(root, 'dist', 'scripts', 'build', 'recordings.js'), args);
  return { code, said: stdout + stderr };
}

test('the committed recordings are what the pages and the emulator give', async () => {
  await expect(makeRecordings(packageRoot, '--check')).resolves.toEqual({
    code: 0,
    said: expect.stringMatching(/^\d+ recordings agree with the pages and the emulator\.\n$/) as string,
  });
});

describe('in a copy of the package', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'recordings-'));
    for (const part of ['package.json', 'dist', 'contracts/compiled', 'contracts/pages', 'recordings']) {
      cpSync(join(packageRoot, part), join(root, part), { recursive: true });
    }
    symlinkSync(join(packageRoot, 'node_modules'), join(root, 'node_modules'));
  });
  afterEach(() => {
    rmSync(root, { recursive: true, force: true });
  });

  const operation = 'recordings/update-device-configuration-assignment';
  const altered = `${operation}/200-group-target-beta.json`;
  const gone = `${operation}/200-documented-example.json`;
  const surplus = `${operation}/made-up.json`;

  test('a recording that is altered, gone or too many is named by --check, and put right without it', async () => {
    const healthy = readFileSync(join(root, altered), 'utf8');
    writeFileSync(join(root, altered), healthy.replace('"status": 200', '"status": 201'));
    rmSync(join(root, gone));
    writeFileSync(join(root, surplus), '[]\n');
    const files = readdirSync(join(root, operation));

    const checked = await makeRecordings(root, '--check');
    expect(checked.code).toBe(1);
    expect(checked.said).toBe(`Stale: ${gone}, ${altered}, ${surplus}. Run "npm run recordings", and commit what it writes.\n`);
    expect(readdirSync(join(root, operation))).toEqual(files);

    await expect(makeRecordings(root)).resolves.toMatchObject({ code: 0, said: `Written or removed: ${gone}, ${altered}, ${surplus}.\n` });
    expect(existsSync(join(root, surplus))).toBe(false);
    const withoutDate = (text: string): string => text.replaceAll(/"when": "[^"]+"/g, '');
    expect(withoutDate(readFileSync(join(root, altered), 'utf8'))).toBe(withoutDate(healthy));
    await expect(makeRecordings(root, '--check')).resolves.toMatchObject({ code: 0 });
  });

  test('a recording that says the same keeps its date', async () => {
    const before = readFileSync(join(root, altered), 'utf8');
    await expect(makeRecordings(root)).resolves.toMatchObject({ code: 0 });
    expect(readFileSync(join(root, altered), 'utf8')).toBe(before);
  });
});
