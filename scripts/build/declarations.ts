/** Build step, after `tsc`: rolls up the declarations of each export into one file, and declares the type of our data. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../contracts/folders.js';
import { packageEntries } from './package-entries.js';

const dist = join(packageRoot, 'dist');

/** What an import of our JSON is, by the name of its file. */
const data = {
  contract: ['judge', 'Contract'],
  recording: ['replay', 'Recording'],
};

async function writeDeclarations(): Promise<void> {
  const { rollup } = await import('rollup');
  const { dts } = await import('rollup-plugin-dts');
  for (const { types } of packageEntries()) {
    const bundle = await rollup({ input: join(dist, 'scripts', 'package', types), plugins: [dts()], external: /^[^./]/ });
    // Without an export, it would not be a module.
    await bundle.write({ file: join(dist, types), footer: ({ exports }) => (exports.length === 0 ? 'export {};' : '') });
  }
  for (const [file, [entry = '', type = '']] of Object.entries(data))
    writeFileSync(
      join(dist, `${file}.d.ts`),
      `import type { ${type} } from "./${entry}.js";\ndeclare const data: ${type};\nexport = data;\n`,
    );
}

void writeDeclarations();
