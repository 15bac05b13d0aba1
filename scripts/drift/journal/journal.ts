import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { systemErrorCode } from '../../../recordings/system-error.js';
import { CannotRun } from '../../exit-code.js';
import { beforeStateIn, type BeforeState } from './before-state.js';
import { flushFolder, writeDurably } from '../../../recordings/files/write-durably.js';

/** A journal is there, and nobody can say what it holds: the tenant may be otherwise than it was, and cannot be put back from it. */
export class JournalDamaged extends Error {
  override readonly name = 'JournalDamaged';
}

/**
 * How the one assignment that is being touched was before: on disk from before the first update until a read has shown it as it was.
 * While it holds anything, no other assignment is touched; so it never holds more than one.
 */
export class Journal {
  constructor(readonly file: string) {}

  /** @throws JournalDamaged when there is one that cannot be read as such; CannotRun when the file cannot be read at all. */
  read(): BeforeState | undefined {
    const text = this.textOf();
    if (text === undefined) return undefined;
    const state = beforeStateIn(parsed(text));
    if (state === undefined) {
      throw new JournalDamaged(
        `The journal ${this.file} is damaged: an interrupted run left it, and nobody can say from it how the assignment was. ` +
          'Look at the assignments of the configuration by hand, put right what is wrong, and then delete the file. Nothing was sent.',
      );
    }
    return state;
  }

  /** Comes back only when the disk has it. @throws CannotRun when it cannot be written: then nothing may be sent. */
  write(state: BeforeState): void {
    this.asked('written', () => {
      writeDurably(this.file, `${JSON.stringify(state, null, 2)}\n`);
    });
  }

  /** To be called only when a read has shown the assignment as it was. */
  remove(): void {
    this.asked('removed', () => {
      rmSync(this.file, { force: true });
      flushFolder(dirname(this.file));
    });
  }

  /** Keeps what stood in the place of the before-state, for a person who wants to have it back. Gives the name of the file. */
  keepFound(found: unknown): string {
    const file = `${this.file}.found`;
    this.asked('written', () => {
      writeDurably(file, `${JSON.stringify(found, null, 2)}\n`);
    });
    return file;
  }

  /** Makes the folder that it stands in. */
  prepare(): void {
    this.asked('written', () => mkdirSync(dirname(this.file), { recursive: true, mode: 0o700 }));
  }

  private textOf(): string | undefined {
    try {
      return readFileSync(this.file, 'utf8');
    } catch (error) {
      if (systemErrorCode(error) === 'ENOENT') return undefined;
      throw this.unusable('read', error);
    }
  }

  private asked(what: string, act: () => unknown): void {
    try {
      act();
    } catch (error) {
      throw this.unusable(what, error);
    }
  }

  private unusable(what: string, error: unknown): CannotRun {
    const code = systemErrorCode(error);
    return new CannotRun(
      `The journal ${this.file} cannot be ${what} (${code}). Without it nothing is sent; give it a folder that this user can write to.`,
    );
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
