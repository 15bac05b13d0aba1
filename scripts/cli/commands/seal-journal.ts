import { rmSync } from 'node:fs';
import { flushFolder, writeDurably } from '../../../recordings/files/write-durably.js';
import { systemErrorCode } from '../../../recordings/files/system-error.js';
import { dirname } from 'node:path';
import { Journal } from '../../drift/journal/journal.js';
import { JournalKeys } from '../../drift/journal/journal-keys.js';
import { takeJournalSecrets } from '../../drift/journal/journal-secrets.js';
import { NoJournalFile, smallFileText } from '../../drift/journal/state-files.js';
import { takeRunLock } from '../../drift/take-run-lock.js';
import { placeOf } from '../../drift/tenant-stage.js';
import { CannotRun, exitCodes, Refused, type ExitCode } from '../../verdict/exit-code.js';
import { readConfig } from '../../tenant/config.js';
import { complain, print } from '../../terminal/terminal.js';

/**
 * Makes the encrypted copy of the journal, which alone leaves the machine, or puts the journal back from it. While a run is under way, it does neither.
 * @throws CannotRun without a key, or when a file cannot be read or written; Refused when another journal is there already.
 */
export function sealJournal(config: string, act: 'seal' | 'unseal'): ExitCode {
  const keys = new JournalKeys(takeJournalSecrets());
  if (keys.isEmpty)
    throw new CannotRun(
      `--${act} needs DRIFT_JOURNAL_KEY, and it is not set. Make a key with "openssl rand -base64 32", keep it as a secret, and set it in the environment of each run.`,
    );
  const { journalFile } = placeOf(readConfig(config));
  new Journal(journalFile).prepare();
  const lock = takeRunLock(`${journalFile}.lock`);
  try {
    const sealedFile = journalFile.replace(/\.json$/, '.sealed');
    const { sentence, exitCode = exitCodes.agrees } = (act === 'seal' ? seal : unseal)(journalFile, sealedFile, keys);
    if (exitCode === exitCodes.agrees) print(`${sentence}\n`);
    else complain(sentence);
    return exitCode;
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new CannotRun(
      `Cannot ${act} the journal ${journalFile} (${systemErrorCode(error)}). Give it a folder that this user can write to.`,
    );
  } finally {
    lock.release();
  }
}

interface Outcome {
  readonly sentence: string;
  readonly exitCode?: ExitCode;
}

/** As it stands, also one that is damaged or unproved: what it lacks here, it lacks after its way too. */
function seal(journalFile: string, sealedFile: string, keys: JournalKeys): Outcome {
  const text = smallFileText(journalFile);
  if (text !== undefined) {
    writeDurably(sealedFile, keys.seal(text));
    return { sentence: `Sealed the journal in ${sealedFile}. The file shows no id, and may leave this machine.` };
  }
  const sealed = sealedText(sealedFile);
  if (sealed !== undefined && (sealed instanceof NoJournalFile || keys.unseal(sealed) === undefined)) return notOpened(sealedFile);
  // One that was put back must not come again.
  rmSync(sealedFile, { force: true });
  flushFolder(dirname(sealedFile));
  return { sentence: `There is no journal ${journalFile}, so there is nothing to seal.` };
}

function unseal(journalFile: string, sealedFile: string, keys: JournalKeys): Outcome {
  const sealed = sealedText(sealedFile);
  if (sealed instanceof NoJournalFile) return notOpened(sealedFile);
  if (sealed === undefined) return { sentence: `There is no ${sealedFile}, so there is nothing to unseal.` };
  const text = keys.unseal(sealed);
  if (text === undefined) return notOpened(sealedFile);
  const found = smallFileText(journalFile);
  if (found !== undefined && found !== text)
    throw new Refused(
      `The journal ${journalFile} differs from the sealed one, and is not overwritten. Run "graph-contracts drift --restore" first; then delete ${sealedFile} if its assignment is as it should be.`,
    );
  if (found === undefined) writeDurably(journalFile, text);
  return { sentence: `Unsealed the journal ${journalFile}. The next run puts back what it holds before anything else.` };
}

/** Undefined when there is none; what stands there in its place may come from a cache that anybody fills. */
function sealedText(sealedFile: string): string | NoJournalFile | undefined {
  try {
    return smallFileText(sealedFile);
  } catch (error) {
    if (error instanceof NoJournalFile) return error;
    throw error;
  }
}

/** It may hold the only account of how an assignment was, so it stays. */
function notOpened(sealedFile: string): Outcome {
  return {
    exitCode: exitCodes['not-restored'],
    sentence:
      `The sealed journal ${sealedFile} cannot be opened with DRIFT_JOURNAL_KEY: it was sealed with another key, or is damaged or forged. ` +
      'If the key was changed, append the earlier one after a comma, and run again. If the key is lost, look at the assignments of the configuration by hand, put right what is wrong, and delete the file. Nothing was sent.',
  };
}

function isSystemError(error: unknown): boolean {
  return systemErrorCode(error) !== systemErrorCode(undefined);
}
