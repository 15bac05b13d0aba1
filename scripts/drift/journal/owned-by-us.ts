import type { Stats } from 'node:fs';
import { Refused } from '../../verdict/exit-code.js';

/**
 * A journal is sent to the tenant, so nobody else may write it. Windows keeps folders of a user from others by itself.
 * @throws Refused when another user owns the file or folder, or can write to it.
 */
export function assertOwnedByUs(path: string, { uid, mode }: Stats): void {
  const own = process.getuid?.();
  if (own === undefined) return;
  const lead = `The journal cannot be trusted: ${path}`;
  if (uid !== own)
    throw new Refused(
      `${lead} belongs to another user (uid ${uid}, this one is ${own}). Nothing was sent. Name a folder of your own as stateFolder, or run as that user.`,
    );
  if ((mode & 0o022) !== 0)
    throw new Refused(
      `${lead} can be written by other users. Nothing was sent. Look at the journal, if there is one; then run: chmod go-w ${JSON.stringify(path)}`,
    );
}
