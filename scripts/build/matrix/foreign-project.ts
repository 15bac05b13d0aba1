import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { packageRoot } from '../../../contracts/folders.js';
import { npm } from './npm.js';

const name = 'graph-assignment-contracts';

/** What the project has beside our package. Vitest 5 needs Node 22. */
const tools = ['jest@30', 'vitest@4', 'undici@7', 'undici8@npm:undici@8'];

interface Manifest {
  readonly bin: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
}

/** A project outside the repository that knows ours only as a tarball. */
export class ForeignProject {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'matrix-')));
  private readonly installed = join(this.folder, 'node_modules', name);

  /** @param dependencies installed as npm does, with the tools; or linked to those of this repository, which needs no registry. @throws RegistryUnreachable */
  constructor(dependencies: 'installed' | 'linked') {
    try {
      cpSync(join(packageRoot, 'tests', 'package', 'consumer'), this.folder, { recursive: true });
      const tarball = this.pack();
      if (dependencies === 'installed') npm(['install', '--ignore-scripts', tarball, ...tools], this.folder);
      else this.unpack(tarball);
    } catch (error) {
      this.remove();
      throw error;
    }
  }

  /** The path of our command. */
  get command(): string {
    return join(this.installed, this.manifest.bin['graph-contracts'] ?? '');
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private get manifest(): Manifest {
    return JSON.parse(readFileSync(join(this.installed, 'package.json'), 'utf8')) as Manifest;
  }

  private pack(): string {
    const [packed] = npm(['pack', '--ignore-scripts', '--offline', '--pack-destination', this.folder]) as readonly {
      readonly filename: string;
    }[];
    return join(this.folder, packed?.filename ?? '');
  }

  private unpack(tarball: string): void {
    mkdirSync(this.installed, { recursive: true });
    execFileSync('tar', ['-xzf', tarball, '--strip-components=1', '-C', this.installed]);
    for (const dependency of Object.keys(this.manifest.dependencies)) {
      const link = join(this.folder, 'node_modules', dependency);
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(join(packageRoot, 'node_modules', dependency), link, 'junction');
    }
  }
}
