/**
 * Build step: puts the command, with all that `check` needs, into one file, because to find and load a hundred small ones takes longer than to judge
 * a pact. So is `serve`, which somebody's tests wait for, and what threads run, because each loads all of its own. The other commands are loaded
 * from where they are. In the place of each stands a file that loads its bundle, with the code that is compiled for it here.
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { packageRoot, pactsFolder } from '../../contracts/folders.js';
import { recordingsFolder } from '../../recordings/folder.js';

const scripts = join(packageRoot, 'dist', 'scripts');

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

async function bundle(entry: string, plugins: Plugin[]): Promise<void> {
  const file = join(scripts, entry);
  const { outputFiles } = await build({
    entryPoints: [file],
    write: false,
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
    // Names stay, for whoever has to read a stack.
    minifyWhitespace: true,
    minifySyntax: true,
    plugins,
  });
  const [, interpreter = '', text = ''] = /^(#!.*\n)?([^]*)$/.exec(outputFiles[0]?.text ?? '') ?? [];
  writeFileSync(bundleOf(file), text);
  const loader = relative(dirname(file), join(scripts, 'load-bundle.js'))
    .replaceAll('\\', '/')
    .replace(/^(?!\.)/, './');
  const loading = `require(${JSON.stringify(loader)}).loadBundle(__filename.replace(/\\.js$/, '.bundle.js'))`;
  writeFileSync(file, `${interpreter}'use strict';\nmodule.exports = ${loading};\n`);
}

function bundleOf(file: string): string {
  return file.replace(/\.js$/, '.bundle.js');
}

/** Keeps the code of a bundle that is compiled when the command is used in an ordinary way. */
function keepCode(entry: string, args: readonly string[]): void {
  execFileSync(process.execPath, [join(__dirname, 'keep-code.js'), bundleOf(join(scripts, entry)), ...args], { stdio: 'ignore' });
}

async function bundleAll(): Promise<void> {
  await Promise.all([
    bundle('cli.js', [sharedErrors('./exit-code.js'), childProcessWhenNeeded]),
    bundle(join('commands', 'serve.js'), [sharedErrors('../exit-code.js'), childProcessWhenNeeded]),
    bundle(join('check', 'second-thread-entry.js'), []),
    bundle(join('..', 'recordings', 'recorder', 'thread', 'recorder-thread-entry.js'), []),
  ]);
  keepCode('cli.js', ['check', pactsFolder, recordingsFolder]);
  const request = `fetch(process.env.GRAPH_BASE_URL + '/v1.0/deviceManagement/deviceConfigurations/p/assignments/p_g', { method: 'PATCH', body: '{}' })`;
  keepCode(join('commands', 'serve.js'), ['serve', '--recordings', recordingsFolder, '--fallback', '--', process.execPath, '-e', request]);
}

void bundleAll();
