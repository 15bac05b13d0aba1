/** Build step: writes the declarations of each export, and declares the type of our data. */
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../contracts/folders.js';
import { packageEntries } from './package-entries.js';

const dist = join(packageRoot, 'dist');

/** The types of our JSON, by the name of the file that declares them. */
const data = {
  contract: ['judge', 'Contract'],
  recording: ['replay', 'Recording'],
};

/** Types that several exports share go into files of their own, `shared-*.d.ts`. */
async function writeDeclarations(): Promise<void> {
  const { rollup } = await import('rollup');
  const { dts } = await import('rollup-plugin-dts');
  for (const file of readdirSync(dist)) if (/\.d\.m?ts$/.test(file)) rmSync(join(dist, file));
  const entries = packageEntries();
  const input = entries.map(({ source }) => join(packageRoot, source));
  // `npm run types` checks types.
  const plugin = dts({ tsconfig: join(packageRoot, 'tsconfig.json'), compilerOptions: { noCheck: true, types: ['node'] } });
  const bundle = await rollup({ input, plugins: [plugin], external: /^[@a-z]/ });
  await bundle.write({
    dir: dist,
    entryFileNames: ({ facadeModuleId }) => entries[input.indexOf(facadeModuleId ?? '')]?.types ?? '',
    chunkFileNames: 'shared-[name].d.ts',
    // Without an export, it would not be a module.
    footer: ({ exports }) => (exports.length === 0 ? 'export {};' : ''),
  });
  for (const [file, [entry = '', type = '']] of Object.entries(data))
    writeFileSync(
      join(dist, `${file}.d.ts`),
      `import type { ${type} } from "./${entry}.js";\ndeclare const data: ${type};\nexport = data;\n`,
    );
}

void writeDeclarations();
