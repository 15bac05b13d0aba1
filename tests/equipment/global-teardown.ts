import { rmSync } from 'node:fs';

/** Removes the folder that `global-setup.ts` has created. */
export default function removeTemporaryFolder(): void {
  rmSync(process.env['TESTS_SHARED_FOLDER'] ?? '', { recursive: true, force: true });
}
