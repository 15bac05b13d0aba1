import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder that is there for one test. */
export class TemporaryFolder {
  readonly path = realpathSync(mkdtempSync(join(tmpdir(), 'reading-')));

  /** Writes a file, with the folders above it. @returns its path. */
  write(name: string, content: string | Uint8Array): string {
    const file = join(this.path, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    return file;
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** A new folder for each test of a file, removed after it. */
export function useTemporaryFolder(): Pick<TemporaryFolder, 'path' | 'write'> {
  let folder: TemporaryFolder;
  beforeEach(() => {
    folder = new TemporaryFolder();
  });
  afterEach(() => {
    folder.remove();
  });
  return {
    get path() {
      return folder.path;
    },
    write: (name, content) => folder.write(name, content),
  };
}

/** A folder for all tests of a file, removed after the last. */
export function sharedTemporaryFolder(): TemporaryFolder {
  const folder = new TemporaryFolder();
  afterAll(() => {
    folder.remove();
  });
  return folder;
}
