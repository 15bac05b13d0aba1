/** What the release workflow does, without publishing anything. */
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../contracts/folders.js';
import { copyPackage } from '../equipment/package-copy.js';
import { readWorkflow, scriptOf, stepsOf } from '../project/workflow-files.js';
import { sharedTemporaryFolder } from '../recordings/temporary-folder.js';
import { finished, type CliResult } from '../run-cli.js';

const folder = sharedTemporaryFolder();
const manifest = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { readonly version: string };
const ofTheOwner = { repository: 'github:contoso/contracts', homepage: 'https://contoso.example', bugs: 'https://contoso.example/bugs' };
const changelog = (day: string): string =>
  `# Changelog\n\n## Unreleased\n\n## ${manifest.version} - ${day}\n\n- The first one.\n\n## 0.0.1 - 2026-01-01\n\n- Before.\n`;

beforeAll(() => {
  copyPackage(folder.path);
  for (const file of ['package-lock.json', 'LICENSE', 'README.md']) cpSync(join(packageRoot, file), join(folder.path, file));
});

/** Runs the script in a copy of the project with these members of the manifest and this changelog. */
function release(tag: string, members: object, text: string): Promise<CliResult> {
  folder.write('package.json', JSON.stringify({ ...manifest, ...members }));
  folder.write('CHANGELOG.md', text);
  const env = { PATH: process.env['PATH'], HOME: folder.path, npm_config_offline: 'true' };
  return finished(spawn(process.execPath, ['dist/scripts/build/release.js', tag, 'release'], { cwd: folder.path, env }));
}

test.each([
  ['another tag than the version', 'v9.9.9', ofTheOwner, '2027-01-31', /^The tag is v9\.9\.9, but package\.json has version \d/],
  [
    'no repository',
    `v${manifest.version}`,
    { ...ofTheOwner, repository: undefined },
    '2027-01-31',
    /^package\.json has no repository\. docs\//,
  ],
  ['notes without a day', `v${manifest.version}`, ofTheOwner, 'Unreleased', /^CHANGELOG\.md has no section "## \d\S+ - YYYY-MM-DD"\./],
])('%s is refused', async (_, tag, members, day, message) => {
  const { code, stdout, stderr } = await release(tag, members, changelog(day));
  expect(stderr).toMatch(message);
  expect({ code, stdout, lines: stderr.trim().split('\n').length }).toEqual({ code: 1, stdout: '', lines: 1 });
});

describe('a release', () => {
  const tarball = `graph-assignment-contracts-${manifest.version}.tgz`;
  let made: CliResult;
  beforeAll(async () => {
    made = await release(`v${manifest.version}`, ofTheOwner, changelog('2027-01-31'));
  });

  test('is the package, the single file with its checksum and SBOM, and the notes', () => {
    expect({ code: made.code, stderr: made.stderr }).toEqual({ code: 0, stderr: '' });
    const read = (file: string): string => readFileSync(join(folder.path, 'release', file), 'utf8');
    expect(readdirSync(join(folder.path, 'release')).sort()).toEqual([
      tarball,
      'graph-contracts.cjs',
      'graph-contracts.cjs.sha256',
      'notes.md',
      'sbom.cdx.json',
    ]);
    expect(read('notes.md')).toBe('- The first one.\n');
    const hash = createHash('sha256').update(read('graph-contracts.cjs')).digest('hex');
    expect(read('graph-contracts.cjs.sha256')).toBe(`${hash}  graph-contracts.cjs\n`);
    const { components } = JSON.parse(read('sbom.cdx.json')) as { readonly components: readonly { readonly name: string }[] };
    const notices = readFileSync(join(packageRoot, 'THIRD-PARTY-NOTICES'), 'utf8');
    const bundled = [...notices.matchAll(/^={80}\n(\S+) /gm)].map(([, name]) => name);
    expect(components.map(({ name }) => name).sort()).toEqual(bundled.sort());
  });

  test('is what the workflow publishes', async () => {
    const bin = join(folder.path, 'bin');
    for (const program of ['npm', 'gh']) folder.write(`bin/${program}`, `#!/bin/sh\necho ${program} "$@"\n`);
    execFileSync('chmod', ['+x', join(bin, 'npm'), join(bin, 'gh')]);
    const env = { PATH: `${bin}:${process.env['PATH'] ?? ''}`, GITHUB_REF_NAME: `v${manifest.version}` };
    const calls = (name: string): Promise<CliResult> =>
      finished(spawn('bash', ['-eo', 'pipefail', '-c', scriptOf(stepsOf('release.yml'), name)], { cwd: folder.path, env }));
    expect((await calls('Publish')).stdout).toBe(`npm publish ./release/${tarball} --provenance --access public\n`);
    expect((await calls('Release')).stdout).toBe(
      `gh release create v${manifest.version} --verify-tag --title v${manifest.version} --notes-file notes.md graph-contracts.cjs graph-contracts.cjs.sha256 sbom.cdx.json ./${tarball}\n`,
    );
  });
});

test('npm would publish it: a dry run, without a registry', () => {
  const options = ['--dry-run', '--ignore-scripts', '--registry', 'http://127.0.0.1:9/', '--fetch-retries=0'];
  const printed = execFileSync('npm', ['publish', ...options], { cwd: packageRoot, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  expect(printed).toBe(`+ graph-assignment-contracts@${manifest.version}\n`);
});

test('each job of the workflow has one right, and only the one that builds installs packages', () => {
  const { jobs, permissions } = readWorkflow('release.yml');
  expect(permissions).toEqual({});
  expect(Object.entries(jobs).map(([name, job]) => [name, job.permissions, job.environment])).toEqual([
    ['build', { contents: 'read' }, undefined],
    ['npm', { 'id-token': 'write' }, 'npm'],
    ['github', { contents: 'write' }, undefined],
  ]);
  const ofOthers = [...(jobs['npm']?.steps ?? []), ...(jobs['github']?.steps ?? [])];
  expect(ofOthers.map(({ run = '' }) => run).join('\n')).not.toMatch(/npm (?:ci|install|run)|npx|curl|wget/);
  expect(ofOthers.filter(({ uses = '' }) => uses.startsWith('actions/checkout@'))).toEqual([]);
});
