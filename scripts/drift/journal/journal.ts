import { mkdirSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { isObject } from '../../../contracts/json-value.js';
import { systemErrorCode } from '../../../recordings/files/system-error.js';
import { flushFolder, writeDurably } from '../../../recordings/files/write-durably.js';
import { CannotRun, Refused } from '../../verdict/exit-code.js';
import { beforeStateIn, type BeforeState } from './before-state.js';
import { JournalKeys } from './journal-keys.js';
import { assertOwnedByUs, smallFileText } from './state-files.js';

/** The journal is damaged, or cannot be verified: the tenant may have changed, and is not restored from it. */
export class UnusableJournal extends Error {
  override readonly name = 'UnusableJournal';
}

export interface JournalTrust {
  /** Sign on writing, and verify on reading. */
  readonly keys?: JournalKeys;
  /** Whether the user vouches for the journal, so that it needs no signature. */
  readonly trusted?: boolean;
}

/**
 * The earlier state of the one assignment being touched: on disk from before the first update until a read has shown it unchanged.
 * While the journal holds an assignment, no other one is touched.
 */
export class Journal {
  private known: BeforeState | undefined;

  constructor(
    readonly file: string,
    private readonly trust: JournalTrust = {},
  ) {}

  /** What this run has read or written, even if the file has been removed since. */
  get state(): BeforeState | undefined {
    return this.known;
  }

  /** @throws UnusableJournal; Refused if another user can write the file; CannotRun if it cannot be read. */
  read(): BeforeState | undefined {
    const text = this.text();
    if (text === undefined) return undefined;
    const { state, mac } = contentOf(text);
    if (state === undefined)
      throw new UnusableJournal(
        `The journal ${this.file} of an interrupted run is damaged: the earlier state of the assignment is unknown. ` +
          'Check the assignments of the configuration yourself, correct wrong ones, and then delete the file. Nothing was sent.',
      );
    this.verify(state, mac);
    this.known = state;
    return state;
  }

  /** Returns once the disk has it. @throws CannotRun if it cannot be written: then nothing may be sent. */
  write(state: BeforeState): void {
    this.orCannotRun('written', () => {
      writeDurably(this.file, this.signed(state));
    });
    this.known = state;
  }

  /** Updates the entry of the same assignment; creates the folder again if it was removed. @throws the system error; the state is known all the same. */
  rewrite(state: BeforeState): void {
    this.known = state;
    this.makeFolder();
    writeDurably(this.file, this.signed(state));
  }

  /** Whether the file holds what this run knows; a missing file is written again. Call it before a message refers to the file. */
  isKept(): boolean {
    if (this.known === undefined) return false;
    try {
      const text = this.text();
      if (text === undefined) this.rewrite(this.known);
      // A full disk may have kept `differed` from being written: the state itself is there.
      return text === undefined || isDeepStrictEqual({ ...contentOf(text).state, differed: this.known.differed }, this.known);
    } catch {
      return false;
    }
  }

  /** Call it only after a read has shown the assignment unchanged. @throws the system error if the file stays. */
  remove(): void {
    this.known = undefined;
    try {
      rmSync(this.file, { force: true });
      flushFolder(dirname(this.file));
    } catch (error) {
      // The folder was removed, and the journal with it.
      if (!['ENOENT', 'ENOTDIR'].includes(systemErrorCode(error))) throw error;
    }
  }

  /**
   * Saves a changed state beside the journal, in case it was someone's edit. @returns its file; an existing one with this content is reused.
   * @throws as `rewrite`.
   */
  saveChanged(state: unknown): string {
    const text = textOf(state);
    this.makeFolder();
    for (let number = 1; ; number += 1) {
      const file = `${this.file}.found${number === 1 ? '' : `-${number}`}`;
      const saved = smallFileText(file);
      if (saved === undefined) writeDurably(file, text);
      if (saved === undefined || saved === text) return file;
    }
  }

  /** Makes the folder. @throws CannotRun if that fails; Refused if another user can write to it. */
  prepare(): void {
    this.orCannotRun('written', () => {
      this.makeFolder();
      const folder = dirname(this.file);
      assertOwnedByUs(folder, statSync(folder));
    });
  }

  private verify(state: BeforeState, mac: unknown): void {
    const { keys = new JournalKeys(), trusted } = this.trust;
    if (trusted || (keys.isEmpty ? mac === undefined : keys.verifies(state, mac))) return;
    const reason = keys.isEmpty
      ? 'it is signed, and DRIFT_JOURNAL_KEY is not set. Set it, and run again. If the key is lost,'
      : 'it is not signed with DRIFT_JOURNAL_KEY. If the key was changed, append the earlier one after a comma, and run again. If the journal is older than the key,';
    throw new UnusableJournal(
      `The journal ${this.file} cannot be verified, so it is not sent: ${reason} check the state in it: if the assignment should have it, ` +
        'send it with "graph-contracts drift --config <file> --restore --trust-journal"; if not, correct the assignment yourself, and delete the file. Nothing was sent.',
    );
  }

  private signed(state: BeforeState): string {
    return textOf({ ...state, mac: this.trust.keys?.sign(state) });
  }

  private makeFolder(): void {
    mkdirSync(dirname(this.file), { recursive: true, mode: 0o700 });
  }

  private text(): string | undefined {
    return this.orCannotRun('read', () =>
      smallFileText(this.file, (stats) => {
        const folder = dirname(this.file);
        assertOwnedByUs(folder, statSync(folder));
        assertOwnedByUs(this.file, stats);
      }),
    );
  }

  private orCannotRun<T>(verb: 'read' | 'written', act: () => T): T {
    try {
      return act();
    } catch (error) {
      if (error instanceof Refused) throw error;
      throw new CannotRun(
        `The journal ${this.file} cannot be ${verb} (${systemErrorCode(error)}). Without it nothing is sent; give it a folder that this user can write to.`,
      );
    }
  }
}

function textOf(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** The state and signature in the text of a journal. */
function contentOf(text: string): { readonly state?: BeforeState; readonly mac?: unknown } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return {};
  }
  if (!isObject(value)) return {};
  const { mac, ...content } = value;
  return { state: beforeStateIn(content), mac };
}
