import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * A folder that becomes read-only for the commands that are run with its environment, as a disk does that the system has given up. Whoever runs the
 * tests may be allowed everything, so that permissions would not do.
 */
export class ReadOnlyFolder {
  readonly environment: Readonly<Record<string, string>>;
  private readonly sign: string;

  constructor(folder: string) {
    this.sign = `${folder}.read-only`;
    this.environment = {
      NODE_OPTIONS: `--import ${pathToFileURL(join(__dirname, 'read-only-preload.mjs')).href}`,
      READ_ONLY_FOLDER: folder,
      READ_ONLY_SIGN: this.sign,
    };
  }

  /** From now on nothing in it can be changed. */
  close(): void {
    writeFileSync(this.sign, '');
  }
}
