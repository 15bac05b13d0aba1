/**
 * Build step: puts the command, with all that `check` needs, into one file, because to find and load a hundred small ones takes longer than to judge
 * a pact. The other commands are loaded from where they are.
 */
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { packageRoot } from '../../contracts/folders.js';

const scripts = join(packageRoot, 'dist', 'scripts');
const command = 'cli.js';

/** Errors are known by their class, which must be the same in all commands. */
const sharedErrors: Plugin = {
  name: 'shared errors',
  setup(building) {
    building.onResolve({ filter: /\/exit-code\.js$/ }, () => ({ path: './exit-code.js', external: true }));
  },
};

/** The library for options can start other programs, and loads what that takes at once. Ours starts none. */
const childProcessWhenNeeded: Plugin = {
  name: 'child process when needed',
  setup(building) {
    building.onResolve({ filter: /^node:child_process$/ }, ({ path }) => ({ path, namespace: 'when-needed' }));
    building.onLoad({ filter: /.*/, namespace: 'when-needed' }, ({ path }) => ({
      contents: `exports.spawn = (...args) => process.getBuiltinModule('${path}').spawn(...args);`,
    }));
  },
};

async function bundle(entry: string): Promise<void> {
  const file = join(scripts, entry);
  await build({
    entryPoints: [file],
    outfile: file,
    allowOverwrite: true,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    // Of our own files, those that only another command needs; of the packages, those that are loaded when they are needed.
    external: [
      './commands/drift.js',
      './commands/drift-init.js',
      './commands/history.js',
      './commands/serve.js',
      './commands/explain.js',
      'write-file-atomic',
      'xmlbuilder',
    ],
    // Names stay, for whoever has to read a stack.
    minifyWhitespace: true,
    minifySyntax: true,
    plugins: entry === command ? [sharedErrors, childProcessWhenNeeded] : [],
  });
}

void Promise.all([bundle(command), bundle(join('check', 'second-thread-entry.js'))]);
