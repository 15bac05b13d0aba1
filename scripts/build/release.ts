/** `npm run release -- <tag> <folder>`: checks a release, and writes the files to publish into a folder. docs/releasing.md says what comes before. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { packageRoot } from '../../contracts/folders.js';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly repository?: unknown;
  readonly homepage?: unknown;
  readonly bugs?: unknown;
}

interface Sbom {
  readonly components: readonly { readonly name: string; readonly version: string; readonly 'bom-ref': string }[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
  readonly metadata: { readonly component: { readonly 'bom-ref': string } };
}

const readText = (file: string): string => readFileSync(join(packageRoot, file), 'utf8');

/** The section of a version in the changelog, without its heading; undefined if there is none with a date. */
function notesOf(version: string, changelog: string): string | undefined {
  const sections = changelog.split(/^## /m);
  const section = sections.find((one) => one.startsWith(`${version} - `) && /^\S+ - \d{4}-\d{2}-\d{2}\n/.test(one));
  return section?.replace(/^.*\n/, '').trim();
}

/** Why this state must not be released under this tag, in sentences. */
function problemsOf(tag: string, manifest: Manifest, changelog: string): string[] {
  const { version } = manifest;
  const missing = (['repository', 'homepage', 'bugs'] as const).filter((member) => manifest[member] === undefined);
  return [
    ...(tag === `v${version}`
      ? []
      : [`The tag is ${tag}, but package.json has version ${version}. Tag v${version}, or change the version.`]),
    ...(missing.length === 0 ? [] : [`package.json has no ${missing.join(', ')}. docs/releasing.md says how to fill them in.`]),
    ...(notesOf(version, changelog) === undefined
      ? [`CHANGELOG.md has no section "## ${version} - YYYY-MM-DD". Give it the day of the release.`]
      : []),
  ];
}

/** The SBOM of the bundled packages, as CycloneDX: npm knows them as dependencies for development. */
function bundledSbom(): Sbom {
  const options = { cwd: packageRoot, encoding: 'utf8', maxBuffer: 1e8, shell: process.platform === 'win32' } as const;
  const all = JSON.parse(
    execFileSync('npm', ['sbom', '--package-lock-only', '--sbom-format=cyclonedx', '--loglevel=error', '--no-update-notifier'], options),
  ) as Sbom;
  const folders = JSON.parse(readText('dist/scripts/build/bundled-packages.json')) as readonly string[];
  const bundled = new Set(
    folders.map((folder) => {
      const { name, version } = JSON.parse(readText(join(folder, 'package.json'))) as Manifest;
      return `${name}@${version}`;
    }),
  );
  const components = all.components.filter(({ name, version }) => bundled.has(`${name}@${version}`));
  const refs = components.map((component) => component['bom-ref']);
  const root = all.metadata.component['bom-ref'];
  return {
    ...all,
    components,
    dependencies: [
      { ref: root, dependsOn: refs },
      ...all.dependencies
        .filter(({ ref }) => refs.includes(ref))
        .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((one) => refs.includes(one)) })),
    ],
  };
}

function writeRelease(folder: string, notes: string): void {
  mkdirSync(folder, { recursive: true });
  const file = join(packageRoot, 'dist', 'graph-contracts.cjs');
  copyFileSync(file, join(folder, basename(file)));
  writeFileSync(
    join(folder, `${basename(file)}.sha256`),
    `${createHash('sha256').update(readFileSync(file)).digest('hex')}  ${basename(file)}\n`,
  );
  writeFileSync(join(folder, 'sbom.cdx.json'), `${JSON.stringify(bundledSbom(), null, 2)}\n`);
  writeFileSync(join(folder, 'notes.md'), `${notes}\n`);
  execFileSync('npm', ['pack', '--ignore-scripts', '--silent', '--no-update-notifier', '--pack-destination', folder], {
    cwd: packageRoot,
    shell: process.platform === 'win32',
  });
}

function release([tag, folder]: readonly string[]): void {
  if (tag === undefined || folder === undefined) throw new Error('Give a tag and a folder: npm run release -- v0.1.0 release.');
  const manifest = JSON.parse(readText('package.json')) as Manifest;
  const changelog = readText('CHANGELOG.md');
  const problems = problemsOf(tag, manifest, changelog);
  const notes = notesOf(manifest.version, changelog);
  if (problems.length > 0 || notes === undefined) throw new Error(problems.join('\n'));
  writeRelease(folder, notes);
  console.log(`Written to ${folder}: the package, the single file with its checksum and SBOM, and the notes.`);
}

try {
  release(process.argv.slice(2));
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
