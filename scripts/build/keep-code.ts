/**
 * Build step: runs the command, and keeps the code that was compiled for one of its bundles meanwhile, beside the bundle.
 * Usage: node keep-code.js <bundle> [argument...]
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import v8 from 'node:v8';
import vm, { type ScriptOptions } from 'node:vm';
import { codeCacheOf } from '../load-bundle.js';

const [node = '', , bundle = '', ...args] = process.argv;
const cli = join(__dirname, '..', 'cli.js');
process.argv = [node, cli, ...args];

// Code is taken under the same flags only, and when it is taken, nothing has changed them.
v8.setFlagsFromString = () => undefined;

vm.Script = class extends vm.Script {
  constructor(text: string, options: ScriptOptions) {
    super(text, options);
    if (options.filename !== bundle) return;
    process.once('exit', () => {
      writeFileSync(codeCacheOf(bundle), this.createCachedData());
      // What the run made of its input is no matter here.
      process.exitCode = 0;
    });
  }
};

// eslint-disable-next-line @typescript-eslint/no-require-imports -- a program, not a module
require(cli);
