import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { packageRoot } from '../../contracts/folders.js';
import { finished, type CliResult } from '../run-cli.js';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly bin: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly scripts: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, unknown>>;
}

/** What the consumer has installed besides our package. */
const tools = ['nock', 'undici', 'jest', '@jest/globals', 'expect', 'typescript', '@types/jest', '@types/node'];

/** The project under `consumer/`, in a folder of its own outside the repository, with the packed package installed as npm would. */
export class PackedConsumer {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'consumer-')));
  readonly tarball = join(this.folder, this.pack());
  readonly manifest: Manifest;
  /** The files of the tarball, from the root of the package on, in the order of their names. */
  readonly files: readonly string[];

  constructor() {
    const listed = execFileSync('tar', ['-tzf', this.tarball], { encoding: 'utf8' }).trim().split('\n');
    this.files = listed.map((file) => file.replace(/^package\//, '')).sort();
    cpSync(join(__dirname, 'consumer'), this.folder, { recursive: true });
    // An installation asks the registry; tests are offline, and our own node_modules holds the very same packages.
    this.installInto(this.folder, tools);
    this.manifest = JSON.parse(this.read('package.json')) as Manifest;
  }

  /** Installs our package, and those that a project has besides, into its folder. */
  installInto(folder: string, others: readonly string[]): void {
    const installed = join(folder, 'node_modules', 'graph-assignment-contracts');
    mkdirSync(installed, { recursive: true });
    execFileSync('tar', ['-xzf', this.tarball, '--strip-components=1', '-C', installed]);
    for (const name of others) {
      const path = join(folder, 'node_modules', name);
      mkdirSync(dirname(path), { recursive: true });
      symlinkSync(join(packageRoot, 'node_modules', name), path, 'junction');
    }
  }

  /** The text of a file of the installed package. */
  read(file: string): string {
    return readFileSync(join(this.installed, file), 'utf8');
  }

  /** Runs node in the project, with nothing of ours in its environment. */
  node(...args: readonly string[]): Promise<CliResult> {
    const env = { PATH: process.env['PATH'], CI: 'true', NODE_NO_WARNINGS: '1' };
    return finished(spawn(process.execPath, args, { cwd: this.folder, env }));
  }

  /** Runs our command, as the project has it. */
  command(...args: readonly string[]): Promise<CliResult> {
    return this.node(join(this.installed, this.manifest.bin['graph-contracts'] ?? ''), ...args);
  }

  /** Writes a package of the test's own making. */
  install(name: string, files: Readonly<Record<string, string>>): void {
    const folder = join(this.folder, 'node_modules', name);
    mkdirSync(folder, { recursive: true });
    for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private get installed(): string {
    return join(this.folder, 'node_modules', 'graph-assignment-contracts');
  }

  /** Packs what is built, with its declarations, which no other test needs. @returns the name of the tarball. */
  private pack(): string {
    execFileSync(process.execPath, ['dist/scripts/build/declarations.js'], { cwd: packageRoot });
    const args = ['pack', '--ignore-scripts', '--offline', '--silent', '--pack-destination', this.folder];
    return execFileSync('npm', args, { cwd: packageRoot, encoding: 'utf8' }).trim();
  }
}
