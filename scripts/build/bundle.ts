/**
 * Build step: bundles the command with the code of `check`, because loading a hundred small files takes longer than judging a pact.
 * `serve`, for which test suites wait, is a second bundle. Other commands load their own files.
 */
import { writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { packageRoot } from '../../contracts/folders.js';

const room = join('scripts', 'cli');

/** All commands share the classes of errors, and few need the compiler of pages. @param scripts the folder of scripts, from the bundle. */
const outside = (scripts: string): Plugin => ({
  name: 'outside',
  setup(building) {
    for (const [room, file] of [
      ['verdict', 'exit-code.js'],
      ['operations', 'given-contracts.js'],
    ])
      building.onResolve({ filter: new RegExp(`/${file}$`) }, () => ({ path: `${scripts}/${room}/${file}`, external: true }));
  },
});

/** commander loads `node:child_process` at once, to start subcommands that are programs. Ours are not. */
const lateChildProcess: Plugin = {
  name: 'late child process',
  setup(building) {
    building.onResolve({ filter: /^node:child_process$/ }, ({ path }) => ({ path, namespace: 'late' }));
    building.onLoad({ filter: /.*/, namespace: 'late' }, ({ path }) => ({
      contents: `exports.spawn = (...args) => process.getBuiltinModule('${path}').spawn(...args);`,
    }));
  },
};

/** The validators are generated into `dist`, not beside the sources. */
const generatedValidators: Plugin = {
  name: 'generated validators',
  setup(building) {
    building.onResolve({ filter: /\.generated\.js$/ }, ({ resolveDir, path }) => ({
      path: join(packageRoot, 'dist', relative(packageRoot, join(resolveDir, path))),
    }));
  },
};

/** Returns the folders of the packages with code in the bundle, relative to the root of the project. */
async function bundle(entry: string, scripts: string): Promise<string[]> {
  const { metafile } = await build({
    absWorkingDir: packageRoot,
    metafile: true,
    // From the sources, not from `dist`: there, a call between modules goes through a getter.
    entryPoints: [join(room, `${entry}.ts`)],
    outfile: join('dist', room, `${entry}.js`),
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    // Files that only another command needs, and packages that are loaded late.
    external: [
      ...['docs', 'drift', 'drift-init', 'export', 'history', 'record', 'serve', 'explain'].map((name) => `./commands/${name}.js`),
      'ajv/dist/2020.js',
      'saxes',
      'xmlbuilder',
    ],
    // Dynamic imports become `require`: the loader of ES modules would first read the whole file for its names.
    supported: { 'dynamic-import': false },
    // Names stay, for readable stack traces.
    minifyWhitespace: true,
    minifySyntax: true,
    plugins: [outside(scripts), lateChildProcess, generatedValidators],
  });
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
  return inputs.flatMap(([path, { bytesInOutput }]) =>
    bytesInOutput > 0 ? (/^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []) : [],
  );
}

void Promise.all([bundle('main', '..'), bundle(join('commands', 'serve'), '../..')]).then((packages) => {
  const list = [...new Set(packages.flat())].sort();
  writeFileSync(join(packageRoot, 'dist', 'scripts', 'build', 'bundled-packages.json'), JSON.stringify(list));
});
