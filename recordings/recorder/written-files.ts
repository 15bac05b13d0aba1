import type { Recording } from '../traffic/recording.js';
import { compareAmounts } from './compare-amounts.js';
import { compareRecordings, type Difference } from './compare-recordings.js';
import type { Entry } from './group-exchanges.js';
import { RecordingError } from './recording-error.js';
import type { Found, RecordingFolder } from './recording-folder.js';
import { fileText } from './recording-text.js';

/** In what a recording differs from a file that was none. */
const notKnown = 'what it replaces was no recording of this tool, so nobody can tell in what they differ';

type Files = ReadonlyMap<string, readonly Entry[]>;

/** What one recorder has written into its folder so far, and what stood there before: either can be there again. */
export class WrittenFiles {
  private written: Files = new Map();
  /** The texts of all files that were touched, as they were before; undefined for one that was not there. */
  private readonly before = new Map<string, string | undefined>();
  /** Old files that were removed, because their scenario was recorded again without them. */
  private gone: readonly string[] = [];

  /**
   * @param found what is there.
   * @param mayReplace whether any of it may be replaced.
   */
  constructor(
    private readonly folder: RecordingFolder,
    private readonly found: Found,
    private readonly mayReplace: boolean,
  ) {}

  private get old(): ReadonlyMap<string, Recording> {
    return this.found.recordings;
  }

  /** By their names below the folder. */
  get files(): Files {
    return this.written;
  }

  /**
   * Writes those that have changed since the last time.
   * @param outdated the scenario whose old files go unless they are among these; none unless told.
   * @returns whether there was anything to write.
   * @throws RecordingError when one would replace what must not be replaced, or they cannot be written; each file is then the old one or the new one.
   */
  write(now: Files, outdated?: string): boolean {
    const changed = new Map<string, string | undefined>();
    for (const [file, entries] of now) {
      if (!holdsSame(this.written.get(file), entries)) changed.set(file, fileText(entries.map(({ text }) => text)));
    }
    // A read that found its update has moved to the file of that.
    for (const file of this.written.keys()) if (!now.has(file)) changed.set(file, this.before.get(file));
    const gone = outdated === undefined ? [] : this.oldFilesOf(outdated).filter((file) => !now.has(file));
    for (const file of gone) changed.set(file, undefined);
    if (changed.size === 0) return false;
    for (const file of changed.keys()) if (!this.before.has(file)) this.before.set(file, this.textThatMayGo(file));
    this.folder.write(changed);
    this.written = now;
    this.gone = gone;
    return true;
  }

  /** What is no traffic, and what came since the recorder looked, keeps its place too. */
  private textThatMayGo(file: string): string | undefined {
    const text = this.folder.text(file);
    if (text !== undefined && !this.mayReplace) throw notReplaced(this.folder.path, [file]);
    return text;
  }

  /** Everything as it was before. @throws RecordingError, as `write`. */
  withdraw(): void {
    if (this.before.size > 0) this.folder.write(this.before);
  }

  /** Takes some off the disk, whatever becomes of the files that they replaced. @throws RecordingError, as `write`. */
  takeBack(files: readonly string[]): void {
    if (files.length === 0) return;
    this.written = new Map([...this.written].filter(([file]) => !files.includes(file)));
    try {
      this.folder.write(new Map(files.map((file) => [file, this.before.get(file)])));
    } catch {
      this.folder.write(new Map(files.map((file) => [file, undefined])));
    }
  }

  /** In what they differ from those that they replaced. */
  differences(): readonly Difference[] {
    const now = new Map([...this.written].map(([file, entries]) => [file, entries.map(({ definition }) => definition)]));
    const old = new Map([...this.old].filter(([file]) => now.has(file) || this.gone.includes(file)));
    const unknown = this.found.others.filter((file) => now.has(file)).map((file) => ({ file, what: notKnown }));
    return [...[...compareRecordings(old, now), ...compareAmounts(old, now)].filter(({ file }) => old.has(file)), ...unknown].sort(
      (one, other) => (one.file === other.file ? 0 : one.file < other.file ? -1 : 1),
    );
  }

  /** Recordings of traffic that were there before, and were neither replaced nor removed. */
  stayed(): readonly string[] {
    return filesOfTraffic(this.old).filter((file) => !this.written.has(file) && !this.gone.includes(file));
  }

  private oldFilesOf(scenario: string): string[] {
    return [...this.old].flatMap(([file, recording]) => (recording.every(({ recorded }) => recorded.scenario === scenario) ? [file] : []));
  }
}

function holdsSame(before: readonly Entry[] | undefined, now: readonly Entry[]): boolean {
  return before?.length === now.length && now.every((entry, index) => entry === before[index]);
}

/** What a page gave as an example is no traffic: a new recording stands beside it. */
function filesOfTraffic(all: ReadonlyMap<string, Recording>): string[] {
  return [...all].filter(([, recording]) => recording.some(({ recorded }) => recorded.origin !== 'documentation')).map(([file]) => file);
}

/** @throws RecordingError when recordings of traffic are there, or files of which nobody knows what they are. */
export function refuseToReplace(folder: string, { recordings, others }: Found): void {
  const names = [...filesOfTraffic(recordings), ...others].sort();
  if (names.length > 0) throw notReplaced(folder, names);
}

function notReplaced(folder: string, names: readonly string[]): RecordingError {
  const [first = ''] = names;
  const more = names.length === 1 ? '' : ` and ${names.length - 1} more`;
  return new RecordingError(
    `${folder} holds recordings already: ${first}${more}. Give another folder; or ask to update them, and what comes anew replaces them.`,
  );
}
