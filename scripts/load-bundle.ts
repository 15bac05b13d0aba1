import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { Script } from 'node:vm';

type Wrapped = (exports: unknown, require: NodeJS.Require, module: { exports: unknown }, file: string, folder: string) => void;

/** Where the code is kept that was compiled for a bundle when that was built. */
export function codeCacheOf(bundle: string): string {
  return bundle.replace(/\.js$/, '.cache');
}

/**
 * Runs a bundle of ASCII text, as `require` would, and gives what it exports. To compile it takes longer than to judge a pact, so what was compiled when
 * it was built is taken, if that was by the same Node.js; unless so, Node.js refuses it, and compiles anew.
 */
export function loadBundle(bundle: string): unknown {
  const module: { exports: unknown } = { exports: {} };
  const run = scriptOf(bundle).runInThisContext() as Wrapped;
  run(module.exports, createRequire(bundle), module, bundle, dirname(bundle));
  return module.exports;
}

/** A bundle as a function. The wrapper stands on its first line, so that the lines of a stack are those of the bundle. */
export function scriptOf(bundle: string): Script {
  const text = `(function(exports,require,module,__filename,__dirname){${readFileSync(bundle, 'latin1')}\n})`;
  return new Script(text, { filename: bundle, cachedData: keptCode(bundle) });
}

function keptCode(bundle: string): Buffer | undefined {
  try {
    return readFileSync(codeCacheOf(bundle));
  } catch {
    return undefined; // Without it, all works as well, only later.
  }
}
