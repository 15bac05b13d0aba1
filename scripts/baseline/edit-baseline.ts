import { dirname, join, relative, sep } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { packageRoot } from '../../contracts/folders.js';
import { LockFile, LockHeld } from '../../recordings/files/lock-file.js';
import { systemErrorCode } from '../../recordings/files/system-error.js';
import { CannotRun } from '../verdict/exit-code.js';
import { pathBelowWorkingDirectory, wellFormedJson } from '../terminal/shown-text.js';
import type { Baseline } from '../verdict/baseline.js';
import { readBaselineIfThere } from './read-baseline.js';

/**
 * Reads a baseline, changes it, and writes it whole or not at all; one that is not there yet is begun. A second one that edits it at the same
 * time is refused, so that no acceptance is lost. @throws CannotRun when the file is none, or cannot be read or written.
 */
export async function editBaseline<T extends { readonly baseline: Baseline }>(file: string, change: (baseline: Baseline) => T): Promise<T> {
  const lock = takeLock(file);
  try {
    const changed = change(readBaselineIfThere(file) ?? newBaseline(file));
    const { $schema, accepted } = changed.baseline;
    await writeFileAtomic(file, wellFormedJson({ $schema, accepted }));
    return changed;
  } catch (error) {
    if (error instanceof CannotRun) throw error;
    throw new CannotRun(`${file}: cannot be written (${systemErrorCode(error)}). Nothing was changed.`);
  } finally {
    lock.release();
  }
}

/** Takes the right to edit the file. */
function takeLock(file: string): LockFile {
  try {
    return LockFile.take(`${file}.lock`, 'of two that edit it at once one would lose an acceptance');
  } catch (error) {
    if (error instanceof LockHeld) throw new CannotRun(`${file}: nothing was changed. ${error.message}`);
    throw new CannotRun(`${file}: cannot be written (${systemErrorCode(error)}). Give a file in a folder that exists.`);
  }
}

/** It names its schema where both stand in one working directory; a path elsewhere would hold on one machine only. */
function newBaseline(file: string): Baseline {
  const schema = join(packageRoot, 'scripts', 'baseline', 'baseline.schema.json');
  if (pathBelowWorkingDirectory(schema) === undefined || pathBelowWorkingDirectory(file) === undefined) return { file, accepted: [] };
  const path = relative(dirname(file), schema).split(sep).join('/');
  return { file, $schema: path.startsWith('.') ? path : `./${path}`, accepted: [] };
}
