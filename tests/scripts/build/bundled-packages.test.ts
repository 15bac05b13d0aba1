import type { Metafile } from 'esbuild';
import { bundledPackages } from '../../../scripts/build/bundled-packages.js';

/** A bundle, as esbuild describes it, of files with so many bytes left of each. */
function bundleOf(files: Readonly<Record<string, number>>): Metafile {
  const inputs = Object.fromEntries(Object.entries(files).map(([file, bytesInOutput]) => [file, { bytesInOutput }]));
  return { inputs: {}, outputs: { 'out.js': { bytes: 0, inputs, imports: [], exports: [] } } };
}

test.each<[string, Metafile[], string[]]>([
  ['our own files', [bundleOf({ 'dist/scripts/check/check.js': 9 })], []],
  ['a package', [bundleOf({ 'node_modules/ajv/dist/runtime/equal.js': 9 })], ['node_modules/ajv']],
  ['a package with a scope', [bundleOf({ 'node_modules/@a/b/index.js': 9 })], ['node_modules/@a/b']],
  ['a package within a package', [bundleOf({ 'node_modules/a/node_modules/@b/c/d.js': 9 })], ['node_modules/a/node_modules/@b/c']],
  ['a package outside the project', [bundleOf({ '../../node_modules/a/b.js': 9 })], ['../../node_modules/a']],
  ['two files of a package', [bundleOf({ 'node_modules/a/b.js': 9, 'node_modules/a/c.js': 9 })], ['node_modules/a']],
  ['two bundles', [bundleOf({ 'node_modules/b/i.js': 9 }), bundleOf({ 'node_modules/a/i.js': 9 })], ['node_modules/a', 'node_modules/b']],
  ['a file that was left out', [bundleOf({ 'node_modules/a/b.js': 0 })], []],
  ['a file name that resembles one', [bundleOf({ 'dist/node_modules.js': 9 })], []],
])('%s', (_what, metafiles, expected) => {
  expect(bundledPackages(metafiles)).toEqual(expected);
});
