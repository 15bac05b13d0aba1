/**
 * Build step: bundles the command into one file, which runs alone, and each export of the package. The package has no dependencies: what is not bundled,
 * a user installs. Parts of a bundle are evaluated when they are first imported late or required.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build, type BuildOptions, type Metafile, type Plugin } from 'esbuild';
import { packageRoot } from '../../contracts/folders.js';
import { packageEntries } from './package-entries.js';

/** Packages that users of some exports have, and the export that others share. */
const external = ['nock', '@jest/globals', 'vitest', './matcher.js'];

const common = {
  absWorkingDir: packageRoot,
  metafile: true,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  legalComments: 'none',
} as const satisfies BuildOptions;

const readText = (file: string): string => readFileSync(join(packageRoot, file), 'utf8');

/** As a comment. */
const licences = (): string => `/*\n${readText('LICENSE')}\n${readText('THIRD-PARTY-NOTICES').replaceAll('*/', '* /')}*/`;

/** The data files in the bundles: JSON without white space, and the name and version from our manifest. */
function embeddedFiles(): Record<string, string> {
  const { name, version } = JSON.parse(readText('package.json')) as Record<string, string>;
  const files: Record<string, string> = { 'package.json': JSON.stringify({ name, version }) };
  for (const folder of ['contracts/compiled', 'contracts/pages', 'contracts/companions']) {
    for (const entry of readdirSync(join(packageRoot, folder)).sort()) {
      const text = readText(`${folder}/${entry}`);
      files[`${folder}/${entry}`] = entry.endsWith('.json') ? JSON.stringify(JSON.parse(text)) : text;
    }
  }
  return files;
}

/** Replaces the module that reads our data from disk. */
const packageFiles: Plugin = {
  name: 'package files',
  setup(building) {
    building.onLoad({ filter: /contracts.package-files\.ts$/ }, () => ({
      loader: 'ts',
      resolveDir: packageRoot,
      contents: `import { existsSync } from 'node:fs';
        import { join } from 'node:path';
        const files: Record<string, string> = ${JSON.stringify(embeddedFiles())};
        export const packageFile = (file: string) => files[file];
        export const packageFolder = (folder: string) =>
          Object.entries(files).flatMap(([file, text]) => (file.startsWith(folder + '/') ? [{ file, text }] : []));
        export function packagePath(path: string) {
          const place = join(__dirname, '..', path);
          return existsSync(place) ? place : undefined;
        }`,
    }));
  },
};

/** commander loads `node:child_process` at once, to start subcommands that are programs. Ours are not. */
const lateChildProcess: Plugin = {
  name: 'late child process',
  setup(building) {
    building.onResolve({ filter: /^node:child_process$/ }, ({ path, importer }) =>
      importer.includes('commander') ? { path, namespace: 'late' } : undefined,
    );
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

const whole = (name: string): [string, string] => [name, `module.exports = require('${name}');`];

/** Packages that few runs need, by the name of their import, each with code that exports the needed parts. */
const latePackages = new Map([
  ...['@eslint-community/regexpp', '@humanwhocodes/momoa', 'ajv/dist/2020.js', 'asn1js', 'saxes', 'xmlbuilder'].map(whole),
  [
    'undici',
    `exports.Agent = require('undici/lib/dispatcher/agent');
     exports.Pool = require('undici/lib/dispatcher/pool');
     exports.buildConnector = require('undici/lib/core/connect');
     exports.fetch = require('undici/lib/web/fetch').fetch;`,
  ],
]);

/** Holds these packages as texts that are evaluated on first use: V8 parses the code of a file when it loads it, but not what a text holds. */
const packagesAsText = (inputs: Metafile[]): Plugin => ({
  name: 'packages as text',
  setup(building) {
    building.onResolve({ filter: /^[@a-z]/ }, ({ path }) => (latePackages.has(path) ? { path, namespace: 'late package' } : undefined));
    building.onLoad({ filter: /.*/, namespace: 'late package' }, async ({ path }) => {
      const { outputFiles, metafile } = await build({
        ...common,
        stdin: { contents: latePackages.get(path) ?? '', resolveDir: packageRoot },
        minify: true,
        write: false,
      });
      inputs.push(metafile);
      const code = `${outputFiles[0]?.text ?? ''}//# sourceURL=${path}`;
      return { contents: `new Function('exports', 'require', 'module', ${JSON.stringify(code)})(exports, require, module);` };
    });
  },
});

/** Returns the folders of the packages with code in the bundle, relative to the root of the project. */
async function bundle(entry: string, outfile: string): Promise<string[]> {
  const late: Metafile[] = [];
  const { metafile } = await build({
    ...common,
    // From the sources, not from `dist`: there, a call between modules goes through a getter.
    entryPoints: [entry],
    outfile: join('dist', outfile),
    format: outfile.endsWith('.mjs') ? 'esm' : 'cjs',
    external,
    // Dynamic imports become `require`: the loader of ES modules would first read the whole file for its names.
    supported: { 'dynamic-import': false },
    // Names stay, for readable stack traces.
    minifyWhitespace: true,
    minifySyntax: true,
    // Node prints the whole line of an error that a user does not catch.
    lineLimit: 200,
    // The single file travels alone, and these licences with it.
    ...(outfile.endsWith('.cjs') && { banner: { js: '#!/usr/bin/env node' }, footer: { js: licences() } }),
    plugins: [packagesAsText(late), packageFiles, lateChildProcess, generatedValidators],
  });
  const inputs = [metafile, ...late].flatMap(({ outputs }) => Object.values(outputs).flatMap((output) => Object.entries(output.inputs)));
  return inputs.flatMap(([path, { bytesInOutput }]) =>
    bytesInOutput > 0 ? (/^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []) : [],
  );
}

void Promise.all([
  bundle('scripts/cli/main.ts', 'graph-contracts.cjs'),
  ...packageEntries().map(({ source, code }) => bundle(source, code)),
]).then((packages) => {
  const list = [...new Set(packages.flat())].sort();
  writeFileSync(join(packageRoot, 'dist', 'scripts', 'build', 'bundled-packages.json'), JSON.stringify(list));
});
