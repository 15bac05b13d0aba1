import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { systemErrorCode } from '../../../recordings/files/system-error.js';
import { flushFolder, writeDurably } from '../../../recordings/files/write-durably.js';
import { scopeOf } from '../../drift/tenant-connection.js';
import { JournalKeys, takeJournalSecrets } from '../../drift/journal/journal-keys.js';
import { Journal } from '../../drift/journal/journal.js';
import { smallFileText, takeRunLock } from '../../drift/journal/state-files.js';
import { readConfig } from '../../tenant/config.js';
import { complain, print } from '../../verdict/terminal.js';
import { CannotRun, exitCodes, Refused, type ExitCode } from '../../verdict/exit-code.js';

/**
 * Encrypts the journal, so that the copy may leave this machine, or restores the journal from that copy. Refused while a run is in progress.
 * @throws CannotRun without a key, or if a file cannot be read or written; Refused if there is another journal.
 */
export function sealJournal(config: string, action: 'seal' | 'unseal'): ExitCode {
  const keys = new JournalKeys(takeJournalSecrets());
  if (keys.isEmpty)
    throw new CannotRun(
      `--${action} needs DRIFT_JOURNAL_KEY, and it is not set. Make a key with "openssl rand -base64 32", keep it as a secret, and set it in the environment of each run.`,
    );
  const { journalFile } = scopeOf(readConfig(config));
  new Journal(journalFile).prepare();
  const lock = takeRunLock(journalFile);
  try {
    const sealedFile = journalFile.replace(/\.json$/, '.sealed');
    const sentence = (action === 'seal' ? seal : unseal)(journalFile, sealedFile, keys);
    if (sentence === undefined) {
      complain(cannotOpen(sealedFile));
      return exitCodes['not-restored'];
    }
    print(`${sentence}\n`);
    return exitCodes.agrees;
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === systemErrorCode(undefined)) throw error;
    throw new CannotRun(`Cannot ${action} the journal ${journalFile} (${code}). Give it a folder that this user can write to.`);
  } finally {
    lock.release();
  }
}

/** Seals the journal unchanged, even if damaged or unproved. @returns a sentence; undefined if an old copy cannot be opened and is kept. */
function seal(journalFile: string, sealedFile: string, keys: JournalKeys): string | undefined {
  const text = smallFileText(journalFile);
  if (text !== undefined) {
    writeDurably(sealedFile, keys.seal(text));
    return `Sealed the journal in ${sealedFile}. The file shows no id, and may leave this machine.`;
  }
  const sealed = sealedText(sealedFile);
  if (sealed !== undefined && keys.unseal(sealed) === undefined) return undefined;
  // The journal was restored, so its old copy must not come back.
  rmSync(sealedFile, { force: true });
  flushFolder(dirname(sealedFile));
  return `There is no journal ${journalFile}, so there is nothing to seal.`;
}

/** @returns a sentence; undefined if the copy cannot be opened. */
function unseal(journalFile: string, sealedFile: string, keys: JournalKeys): string | undefined {
  const sealed = sealedText(sealedFile);
  if (sealed === undefined) return `There is no ${sealedFile}, so there is nothing to unseal.`;
  const text = keys.unseal(sealed);
  if (text === undefined) return undefined;
  const found = smallFileText(journalFile);
  if (found !== undefined && found !== text)
    throw new Refused(
      `The journal ${journalFile} differs from the sealed one, and is not overwritten. Run "graph-contracts drift --restore" first; then delete ${sealedFile} if its assignment is as it should be.`,
    );
  if (found === undefined) writeDurably(journalFile, text);
  return `Unsealed the journal ${journalFile}. The next run restores its assignment before anything else.`;
}

/** Undefined if there is none; empty for a device, a pipe or a huge file, which a shared cache may hold in its place. */
function sealedText(sealedFile: string): string | undefined {
  try {
    return smallFileText(sealedFile);
  } catch (error) {
    if (systemErrorCode(error) === 'EINVAL') return '';
    throw error;
  }
}

/** The copy may hold the only record of how an assignment was, so the user must decide about it. */
function cannotOpen(sealedFile: string): string {
  return (
    `The sealed journal ${sealedFile} cannot be opened with DRIFT_JOURNAL_KEY: it was sealed with another key, or is damaged or forged. ` +
    'If the key was changed, append the earlier one after a comma, and run again. If the key is lost, check the assignments of the configuration yourself, correct wrong ones, and delete the file. Nothing was sent.'
  );
}
