import { writeFileSync } from 'node:fs';

/** What a child loads first: below a folder nothing can be changed from the moment on when a certain file is there. Reading goes on. */
const program = (folder: string, sign: string): string => `
const fs = require('node:fs');
const guarded = ${JSON.stringify(folder)};
const isReadOnly = fs.existsSync.bind(fs, ${JSON.stringify(sign)});
const changes = ['writeFileSync', 'renameSync', 'linkSync', 'rmSync', 'mkdirSync'];
for (const name of [...changes, 'openSync']) {
  const original = fs[name];
  fs[name] = (path, ...more) => {
    const isChange = name === 'openSync' ? /[wa+]/.test(String(more[0])) : name !== 'mkdirSync' || !fs.existsSync(path);
    if (isChange && String(path).startsWith(guarded) && isReadOnly()) throw Object.assign(new Error('read-only'), { code: 'EROFS' });
    return original(path, ...more);
  };
}
`;

/**
 * A folder that becomes read-only for the commands that are run with its environment, as a disk does that the system has given up. Whoever runs the
 * tests may be allowed everything, so that permissions would not do.
 */
export class ReadOnlyFolder {
  readonly environment: Readonly<Record<string, string>>;
  private readonly sign: string;

  constructor(folder: string) {
    this.sign = `${folder}.read-only`;
    writeFileSync(`${folder}.preload.cjs`, program(folder, this.sign));
    this.environment = { NODE_OPTIONS: `--require ${folder}.preload.cjs` };
  }

  /** From now on nothing in it can be changed. */
  close(): void {
    writeFileSync(this.sign, '');
  }
}
