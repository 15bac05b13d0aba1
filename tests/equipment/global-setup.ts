import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Creates a folder for what all test files of a run share. Its name is in the environment, which the workers of Jest inherit. */
export default function createSharedFolder(): void {
  process.env['TESTS_SHARED_FOLDER'] = mkdtempSync(join(tmpdir(), 'tests-shared-'));
}
