/**
 * Build step: replaces the command by a bundle with all that `check` needs, because loading a hundred small files takes longer than judging a pact.
 * `serve`, which test suites wait for, becomes another bundle. The other commands are loaded from their own files.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';
import { packageRoot } from '../../contracts/folders.js';
import { bundledPackages, bundledPackagesFile } from './bundled-packages.js';

const room = join(packageRoot, 'dist', 'scripts', 'cli');

/** Errors are known by their class, which must be the same in all commands. @param path where the bundle finds it. */
const sharedErrors = (path: string): Plugin => ({
  name: 'shared errors',
  setup(building) {
    building.onResolve({ filter: /\/exit-code\.js$/ }, () => ({ path, external: true }));
  },
});

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

async function bundle(entry: string, exitCode: string): Promise<Metafile> {
  const file = join(room, entry);
  const { metafile } = await build({
    absWorkingDir: packageRoot,
    metafile: true,
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
      './commands/record.js',
      './commands/serve.js',
      './commands/explain.js',
      'xmlbuilder',
    ],
    // What is loaded late is required: the loader of modules would read a whole file for its names first.
    supported: { 'dynamic-import': false },
    // Names stay, so that a stack can be read.
    minifyWhitespace: true,
    minifySyntax: true,
    plugins: [sharedErrors(exitCode), childProcessWhenNeeded],
  });
  return metafile;
}

void Promise.all([bundle('main.js', '../verdict/exit-code.js'), bundle(join('commands', 'serve.js'), '../../verdict/exit-code.js')]).then(
  (metafiles) => {
    writeFileSync(bundledPackagesFile, JSON.stringify(bundledPackages(metafiles)));
  },
);
