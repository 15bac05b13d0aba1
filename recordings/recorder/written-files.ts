import type { Recording } from '../traffic/recording.js';
import { compareAmounts, compareRecordings, type Difference } from './compare-recordings.js';
import type { Entry } from './group-exchanges.js';
import { RecordingError, type FolderContents, type RecordingFolder } from './recording-folder.js';
import { fileText } from './recording-text.js';

type Files = ReadonlyMap<string, readonly Entry[]>;

/** The files that one recorder has written so far, and their old texts, which it can restore. */
export class WrittenFiles {
  /** By their names below the folder. */
  files: Files = new Map();

  /** The old texts of all files that were touched; undefined for new files. */
  private readonly before = new Map<string, string | undefined>();

  /** Old files that were removed, because their scenario was recorded again without them. */
  private gone: readonly string[] = [];

  /** The contents of the folder before. */
  private readonly old: FolderContents;

  /** @throws RecordingError if the folder holds recordings of traffic, or files of unknown kind, and none may be replaced. */
  constructor(
    private readonly folder: RecordingFolder,
    private readonly mayReplace: boolean,
  ) {
    this.old = folder.read();
    const kept = [...filesOfTraffic(this.old.recordings), ...this.old.others].sort();
    if (!mayReplace && kept.length > 0) throw notReplaced(folder.path, kept);
  }

  /**
   * Writes the files that have changed.
   * @param outdated the scenario of which old files are removed unless they are among these.
   * @returns whether there was anything to write.
   * @throws RecordingError if a file must not be replaced, or cannot be written; each file is then the old one or the new one.
   */
  write(now: Files, outdated?: string): boolean {
    const changed = new Map<string, string | undefined>();
    for (const [file, entries] of now) {
      if (!holdsSame(this.files.get(file), entries)) changed.set(file, fileText(entries.map(({ text }) => text)));
    }
    // The reads before an update move to its file.
    for (const file of this.files.keys()) if (!now.has(file)) changed.set(file, this.before.get(file));
    const gone = outdated === undefined ? [] : this.oldFilesOf(outdated).filter((file) => !now.has(file));
    for (const file of gone) changed.set(file, undefined);
    if (changed.size === 0) return false;
    for (const file of changed.keys()) if (!this.before.has(file)) this.before.set(file, this.replaceableText(file));
    this.folder.write(changed);
    this.files = now;
    this.gone = gone;
    return true;
  }

  /** Restores everything. @throws RecordingError, as `write`. */
  restore(): void {
    if (this.before.size > 0) this.folder.write(this.before);
  }

  /** Restores some files, or removes them if that fails. @throws RecordingError, as `write`. */
  takeBack(files: readonly string[]): void {
    if (files.length === 0) return;
    this.files = new Map([...this.files].filter(([file]) => !files.includes(file)));
    try {
      this.folder.write(new Map(files.map((file) => [file, this.before.get(file)])));
    } catch {
      this.folder.write(new Map(files.map((file) => [file, undefined])));
    }
  }

  /** How the files differ from those that they replaced. */
  differences(): readonly Difference[] {
    const now = new Map([...this.files].map(([file, entries]) => [file, entries.map(({ definition }) => definition)]));
    const old = new Map([...this.old.recordings].filter(([file]) => now.has(file) || this.gone.includes(file)));
    const unknown = this.old.others.filter((file) => now.has(file)).map((file) => ({ file, what: notComparable }));
    const known = [...compareRecordings(old, now), ...compareAmounts(old, now)].filter(({ file }) => old.has(file));
    return [...known, ...unknown].sort((one, other) => (one.file === other.file ? 0 : one.file < other.file ? -1 : 1));
  }

  /** Old recordings of traffic that were neither replaced nor removed. */
  stayed(): readonly string[] {
    return filesOfTraffic(this.old.recordings).filter((file) => !this.files.has(file) && !this.gone.includes(file));
  }

  /** Read again, because files that hold no traffic, or came later, must not be replaced either. */
  private replaceableText(file: string): string | undefined {
    const text = this.folder.text(file);
    if (text !== undefined && !this.mayReplace) throw notReplaced(this.folder.path, [file]);
    return text;
  }

  private oldFilesOf(scenario: string): string[] {
    return filesWhere(this.old.recordings, (recording) => recording.every(({ recorded }) => recorded.scenario === scenario));
  }
}

const notComparable = 'the replaced file was not a recording of this tool, so it cannot be compared';

function holdsSame(before: readonly Entry[] | undefined, now: readonly Entry[]): boolean {
  return before?.length === now.length && now.every((entry, index) => entry === before[index]);
}

/** Without examples of pages, which are not traffic: new recordings do not replace them. */
function filesOfTraffic(all: ReadonlyMap<string, Recording>): string[] {
  return filesWhere(all, (recording) => recording.some(({ recorded }) => recorded.origin !== 'documentation'));
}

function filesWhere(all: ReadonlyMap<string, Recording>, accepts: (recording: Recording) => boolean): string[] {
  return [...all].filter(([, recording]) => accepts(recording)).map(([file]) => file);
}

function notReplaced(folder: string, names: readonly string[]): RecordingError {
  const [first = ''] = names;
  const more = names.length === 1 ? '' : ` and ${names.length - 1} more`;
  return new RecordingError(
    `${folder} already holds recordings: ${first}${more}. Give another folder, or replace them with --update (in code: update: true).`,
  );
}
