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

// Declarations stay, so that they are written again only when their sources change. The files in `dist/` itself are bundles, of many sources.
const built = existsSync(dist) ? readdirSync(dist, { recursive: true }).filter((file) => /[\\/].+\.m?[jt]s$/.test(file)) : [];
const hasSource = (file) => sources.includes(join(root, file.replace(/\.d\.(m?)ts$/, '.$1ts')));
const stale = built.filter((file) => !hasSource(file));
for (const file of stale) rmSync(join(dist, file));
// TypeScript does not miss a declaration that is gone: without its notes it writes all of them again, should the source come back.
if (stale.some((file) => /\.d\.m?ts$/.test(file))) rmSync(join(dist, 'declarations.tsbuildinfo'), { force: true });
await transpile(
  sources.filter((file) => file.endsWith('.mts')),
  'esm',
  { '.js': '.mjs' },
);
await transpile(
  sources.filter((file) => file.endsWith('.ts')),
  'cjs',
);
