import { mkdirSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { isObject } from '../../../contracts/json-value.js';
import { systemErrorCode } from '../../../recordings/files/system-error.js';
import { CannotRun, Refused } from '../../verdict/exit-code.js';
import { beforeStateIn, type BeforeState } from './before-state.js';
import { flushFolder, writeDurably } from '../../../recordings/files/write-durably.js';
import { JournalKeys } from './journal-keys.js';
import { assertOwnedByUs } from './owned-by-us.js';
import { smallFileText } from './state-files.js';

/** The journal exists and cannot be read: the tenant may have changed, and cannot be restored from it. */
export class JournalDamaged extends Error {
  override readonly name: string = 'JournalDamaged';
}

/** A journal is there, and nothing proves that a run of this tool has written it: it is sent only when a person says so. */
export class JournalUnproven extends JournalDamaged {
  override readonly name = 'JournalUnproven';
}

export interface JournalTrust {
  /** Sign what is written and prove what is read. */
  readonly keys?: JournalKeys;
  /** Whether a person has said that the journal is right: then it needs no proof. */
  readonly trusted?: boolean;
}

/**
 * How the one assignment that is being touched was before: on disk from before the first update until a read has shown it as it was.
 * While it holds anything, no other assignment is touched; so it never holds more than one.
 */
export class Journal {
  private known: BeforeState | undefined;

  private readonly keys: JournalKeys;
  private readonly trusted: boolean;

  constructor(
    readonly file: string,
    { keys = new JournalKeys(), trusted = false }: JournalTrust = {},
  ) {
    this.keys = keys;
    this.trusted = trusted;
  }

  /** What it holds, for all that this run knows: also when somebody has removed the file meanwhile. */
  get held(): BeforeState | undefined {
    return this.known;
  }

  /**
   * @throws JournalDamaged when there is one that cannot be read as such, or is not proved; Refused when another user can write it; CannotRun when the
   * file cannot be read at all.
   */
  read(): BeforeState | undefined {
    const text = this.text();
    if (text === undefined) return undefined;
    const { state, mac } = contentOf(text);
    if (state === undefined) {
      throw new JournalDamaged(
        `The journal ${this.file} is damaged: an interrupted run left it, and nobody can say from it how the assignment was. ` +
          'Look at the assignments of the configuration by hand, put right what is wrong, and then delete the file. Nothing was sent.',
      );
    }
    this.prove(state, mac);
    this.known = state;
    return state;
  }

  /** Comes back only when the disk has it. @throws CannotRun when it cannot be written: then nothing may be sent. */
  write(state: BeforeState): void {
    this.asked('written', () => {
      writeDurably(this.file, this.signed(state));
    });
    this.known = state;
  }

  /**
   * Puts down what is known by now of the assignment that it holds. A folder that was removed meanwhile is created again.
   * @throws the error of the system when it cannot be written; what it holds is known all the same.
   */
  rewrite(state: BeforeState): void {
    this.known = state;
    this.makeFolder();
    writeDurably(this.file, this.signed(state));
  }

  /** Whether the file holds what this run knows; a missing file is written again. Call it before a message sends a person to the file. */
  isKept(): boolean {
    if (this.known === undefined) return false;
    try {
      const text = this.text();
      if (text === undefined) this.rewrite(this.known);
      // On a full disk it may not say that the assignment differed: it holds how it was all the same.
      return text === undefined || isDeepStrictEqual({ ...contentOf(text).state, differed: this.known.differed }, this.known);
    } catch {
      return false;
    }
  }

  /** To be called only when a read has shown the assignment as it was. @throws the error of the system when the file is there, and stays. */
  remove(): void {
    this.known = undefined;
    try {
      rmSync(this.file, { force: true });
      flushFolder(dirname(this.file));
    } catch (error) {
      // Somebody has removed the folder, and the journal with it.
      if (!isGone(error)) throw error;
    }
  }

  /**
   * Keeps what stood in the place of the before-state, for a person who wants to have it back, beside all that was kept before. Gives the name of the
   * file: of the one that holds just that already, if there is one. @throws as `rewrite`.
   */
  keepFound(found: unknown): string {
    const text = textOf(found);
    this.makeFolder();
    for (let number = 1; ; number += 1) {
      const file = `${this.file}.found${number === 1 ? '' : `-${number}`}`;
      const kept = smallFileText(file);
      if (kept === undefined) writeDurably(file, text);
      if (kept === undefined || kept === text) return file;
    }
  }

  /** Makes the folder that it stands in. @throws CannotRun when that cannot be done; Refused when another user can write to the folder. */
  prepare(): void {
    this.asked('written', () => {
      this.makeFolder();
      const folder = dirname(this.file);
      assertOwnedByUs(folder, statSync(folder));
    });
  }

  /** @throws JournalUnproven */
  private prove(state: BeforeState, mac: unknown): void {
    if (this.trusted || (this.keys.isEmpty ? mac === undefined : this.keys.proves(state, mac))) return;
    const why = this.keys.isEmpty
      ? 'it was signed with a key, and DRIFT_JOURNAL_KEY is not set. Set it, and run again. If the key is lost,'
      : 'it is not signed with DRIFT_JOURNAL_KEY. If the key was changed, append the earlier one after a comma, and run again. If the journal is older than the key,';
    throw new JournalUnproven(
      `The journal ${this.file} cannot be proved, and is not sent by itself: ${why} look at the target in it: if it is what the assignment should have, ` +
        'send it with "graph-contracts drift --config <file> --restore --trust-journal"; if not, put right what is wrong by hand, and delete the file. Nothing was sent.',
    );
  }

  private signed(state: BeforeState): string {
    const mac = this.keys.sign(state);
    return textOf(mac === undefined ? state : { ...state, mac });
  }

  private makeFolder(): void {
    mkdirSync(dirname(this.file), { recursive: true, mode: 0o700 });
  }

  private text(): string | undefined {
    try {
      return ownTextIn(this.file);
    } catch (error) {
      if (error instanceof Refused) throw error;
      throw this.unusable('read', error);
    }
  }

  private asked(what: string, act: () => unknown): void {
    try {
      act();
    } catch (error) {
      if (error instanceof Refused) throw error;
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

/** The text of a file that only its owner can write, in such a folder. @throws as `smallFileText`; Refused too. */
function ownTextIn(file: string): string | undefined {
  return smallFileText(file, (stats) => {
    assertOwnedByUs(dirname(file), statSync(dirname(file)));
    assertOwnedByUs(file, stats);
  });
}

/** Whether there is no such file, or its folder is none any more. */
function isGone(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes(systemErrorCode(error));
}

function textOf(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** What a journal holds, and what is to prove it. */
function contentOf(text: string): { readonly state: BeforeState | undefined; readonly mac: unknown } {
  const value = parsed(text);
  if (!isObject(value)) return { state: undefined, mac: undefined };
  const { mac, ...content } = value;
  return { state: beforeStateIn(content), mac };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
