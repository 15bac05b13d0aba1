import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../contracts/folders.js';
import { copyPackage } from '../equipment/package-copy.js';
import { useTemporaryFolder } from '../recordings/temporary-folder.js';
import { runScript } from '../run-cli.js';

/** Runs `npm run recordings` of the package in a folder. */
async function makeRecordings(root: string, ...args: readonly string[]): Promise<{ code: number | null; output: string }> {
  const { code, stdout, stderr } = await runScript(join(root, 'dist/scripts/build/recordings.js'), args);
  return { code, output: stdout + stderr };
}

test('the committed recordings agree with the pages and the emulator', async () => {
  await expect(makeRecordings(packageRoot, '--check')).resolves.toEqual({
    code: 0,
    output: expect.stringMatching(/^\d+ recordings agree with the pages and the emulator\.\n$/) as string,
  });
});

describe('in a copy of the package', () => {
  const folder = useTemporaryFolder();
  const at = (file: string): string => join(folder.path, file);
  beforeEach(() => {
    copyPackage(folder.path);
  });

  const operation = 'recordings/update-device-configuration-assignment';
  const altered = `${operation}/200-group-target-beta.json`;
  const gone = `${operation}/200-documented-example.json`;
  const surplus = `${operation}/made-up.json`;

  test('--check lists a recording that is altered, gone or too many, and the command without it mends it', async () => {
    const healthy = readFileSync(at(altered), 'utf8');
    writeFileSync(at(altered), healthy.replace('"status": 200', '"status": 201'));
    rmSync(at(gone));
    writeFileSync(at(surplus), '[]\n');
    const files = readdirSync(at(operation));

    const checked = await makeRecordings(folder.path, '--check');
    expect(checked.code).toBe(1);
    expect(checked.output).toBe(`Stale: ${gone}, ${altered}, ${surplus}. Run "npm run recordings", and commit what it writes.\n`);
    expect(readdirSync(at(operation))).toEqual(files);

    await expect(makeRecordings(folder.path)).resolves.toMatchObject({
      code: 0,
      output: `Written or removed: ${gone}, ${altered}, ${surplus}.\n`,
    });
    expect(existsSync(at(surplus))).toBe(false);
    const withoutDate = (text: string): string => text.replaceAll(/"when": "[^"]+"/g, '');
    expect(withoutDate(readFileSync(at(altered), 'utf8'))).toBe(withoutDate(healthy));
    await expect(makeRecordings(folder.path, '--check')).resolves.toMatchObject({ code: 0 });
  });

  test('a recording without another change keeps its date', async () => {
    const before = readFileSync(at(altered), 'utf8');
    await expect(makeRecordings(folder.path)).resolves.toMatchObject({ code: 0 });
    expect(readFileSync(at(altered), 'utf8')).toBe(before);
  });
});
