import { accessSync, constants, existsSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What the largest inputs of the tests need, in bytes. */
const enoughRoom = 2 ** 30;

/** Creates the folder for all temporary files of a run. Its name is in the environment, which the workers of Jest inherit. */
export default function createTemporaryFolder(): void {
  const folder = inMemory() ?? mkdtempSync(join(tmpdir(), 'tests-'));
  process.env['TESTS_SHARED_FOLDER'] = folder;
  process.env['TMPDIR'] = folder;
}

/** Linux keeps files in memory in this folder, so that a flush costs nothing. Undefined where it is missing, is small, or runs no scripts (in most containers). */
function inMemory(): string | undefined {
  if (!existsSync('/dev/shm')) return undefined;
  const { bavail, bsize } = statfsSync('/dev/shm');
  if (bavail * bsize < enoughRoom) return undefined;
  const folder = mkdtempSync('/dev/shm/tests-');
  try {
    const script = join(folder, 'script');
    writeFileSync(script, '', { mode: 0o700 });
    accessSync(script, constants.X_OK);
    return folder;
  } catch {
    rmSync(folder, { recursive: true });
    return undefined;
  }
}
