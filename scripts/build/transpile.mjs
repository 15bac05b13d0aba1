// Build step: writes each source to dist/ as JavaScript. `npm run types` checks types, and `npm run declarations` writes declarations: both take
// many times as long.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, URL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));
const dist = join(root, 'dist');
const sources = ['contracts', 'recordings', 'scripts']
  .flatMap((room) => readdirSync(join(root, room), { recursive: true }).map((file) => join(root, room, file)))
  .filter((file) => /(?<!\.d)\.m?ts$/.test(file));

const transpile = (entryPoints, format, outExtension) =>
  build({ entryPoints, format, outExtension, absWorkingDir: root, outbase: root, outdir: 'dist', platform: 'node', target: 'node20' });

// What is left of an earlier build, without the bundles in `dist/` itself.
const built = existsSync(dist) ? readdirSync(dist, { recursive: true }).filter((file) => /[\\/].+\.m?[jt]s$/.test(file)) : [];
for (const file of built) rmSync(join(dist, file));
await transpile(
  sources.filter((file) => file.endsWith('.mts')),
  'esm',
  { '.js': '.mjs' },
);
await transpile(
  sources.filter((file) => file.endsWith('.ts')),
  'cjs',
);
