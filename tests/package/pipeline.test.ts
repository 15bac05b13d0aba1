/** The lines of the README that put the gate into a pipeline, run as they stand there, in a project that has nothing of ours. */
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { packageRoot } from '../../contracts/folders.js';
import { finished, type CliResult } from '../run-cli.js';

const readme = readFileSync(join(packageRoot, 'README.md'), 'utf8');

/** The lines under `<!-- pipeline: name -->`. */
function linesOf(name: string): string {
  const found = new RegExp(`<!-- pipeline: ${name} -->\\n\\n\`\`\`\\w+\\n([^]*?)\`\`\``).exec(readme)?.[1];
  if (found === undefined) throw new Error(`The README has no lines for ${name}.`);
  return found;
}

describe('a plain shell', () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'pipeline-')));
  let tarball: string;
  beforeAll(() => {
    tarball = packWithDependencies(folder);
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  async function run(name: string, pact: string): Promise<CliResult & { project: string }> {
    const project = join(folder, name);
    mkdirSync(join(project, 'pacts'), { recursive: true });
    writeFileSync(join(project, 'package.json'), JSON.stringify({ name, private: true }));
    writeFileSync(join(project, 'pacts', 'pact.json'), pact);
    const env = { PATH: process.env['PATH'], HOME: folder, CI: 'true', npm_config_offline: 'true', GRAPH_CONTRACTS: tarball };
    return { ...(await finished(spawn('sh', ['-e', '-c', linesOf('shell')], { cwd: project, env }))), project };
  }

  const pact = readFileSync(join(packageRoot, 'contracts/pacts/graph-assignment-client-microsoft-graph.json'), 'utf8');

  test('passes a pact that keeps to the contract', async () => {
    const { code, stdout, project } = await run('sound', pact);
    expect(stdout).toContain('agrees:');
    expect(readFileSync(join(project, 'contract.xml'), 'utf8')).toContain('<testcase ');
    expect(code).toBe(0);
  });

  test('fails one that does not, with its line and the line of the page', async () => {
    const { code, stdout, project } = await run('broken', pact.replaceAll('"target":', '"targets":'));
    expect(stdout).toMatch(/promised in contracts\/pages\/[\w-]+\.md:\d+/);
    expect(stdout).toMatch(/seen in pacts\/pact\.json:\d+/);
    expect(readFileSync(join(project, 'contract.md'), 'utf8')).toContain('disagrees');
    expect(code).toBe(1);
  });
});

test.each(['github', 'github-workflow'])('the lines for GitHub name what is there, with its inputs: %s', (name) => {
  const given = parse(linesOf(name)) as readonly Use[] | { readonly jobs: Readonly<Record<string, Use>> };
  const uses = 'jobs' in given ? Object.values(given.jobs) : [...given];
  expect(uses).toHaveLength(1);
  for (const { uses: used, with: inputs } of uses) {
    const [, path = ''] = /^your-org\/graph-assignment-contracts\/(.+)@main$/.exec(used) ?? [];
    const text = readFileSync(join(packageRoot, path.endsWith('.yml') ? path : join(path, 'action.yml')), 'utf8');
    const file = parse(text) as { readonly inputs?: object; readonly on?: { readonly workflow_call: { readonly inputs: object } } };
    expect(Object.keys(file.inputs ?? file.on?.workflow_call.inputs ?? {})).toEqual(expect.arrayContaining(Object.keys(inputs)));
  }
});

interface Use {
  readonly uses: string;
  readonly with: Readonly<Record<string, unknown>>;
}

/** Our package with all that it needs within it, so that npm can install it without a registry. @returns the path of the tarball. */
function packWithDependencies(folder: string): string {
  const args = ['pack', '--ignore-scripts', '--offline', '--silent', '--pack-destination', folder];
  const packed = execFileSync('npm', args, { cwd: packageRoot, encoding: 'utf8' }).trim();
  execFileSync('tar', ['-xzf', packed], { cwd: folder });
  const manifestFile = join(folder, 'package', 'package.json');
  const manifest = JSON.parse(readFileSync(manifestFile, 'utf8')) as { readonly dependencies: Readonly<Record<string, string>> };
  const bundled = { ...manifest, scripts: {}, devDependencies: {}, bundleDependencies: Object.keys(manifest.dependencies) };
  writeFileSync(manifestFile, JSON.stringify(bundled));
  const lock = JSON.parse(readFileSync(join(packageRoot, 'package-lock.json'), 'utf8')) as {
    readonly packages: Readonly<Record<string, { readonly dev?: boolean; readonly devOptional?: boolean; readonly optional?: boolean }>>;
  };
  for (const [path, { dev, devOptional, optional }] of Object.entries(lock.packages)) {
    if (path === '' || [dev, devOptional, optional].includes(true)) continue;
    mkdirSync(dirname(join(folder, 'package', path)), { recursive: true });
    cpSync(join(packageRoot, path), join(folder, 'package', path), { recursive: true, dereference: true });
  }
  const tarball = join(folder, 'graph-assignment-contracts.tgz');
  execFileSync('tar', ['-czf', tarball, 'package'], { cwd: folder });
  return tarball;
}
