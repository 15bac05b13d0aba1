import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * A folder that becomes read-only for commands with its environment, as on a failing disk. Permissions would not do: tests may run as root.
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

  /** Makes the folder read-only. */
  close(): void {
    writeFileSync(this.sign, '');
  }
}
