import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../../contracts/folders.js';
import { npm } from './npm.js';

/** The supported versions of Node, from the least to the newest: one version, or the newest of a major one. */
export const nodeVersions: readonly string[] = ['20.19.0', '20', '22', '24', '26'];

export interface Node {
  /** Such as `26.12.1`. */
  readonly version: string;
  /** The path of its program. */
  readonly program: string;
}

/** A package that holds nothing but the program, and runs no script when it is installed. */
const packageName = `node-${process.platform}-${process.arch}`;

const cache = join(packageRoot, 'node_modules', '.cache', 'nodes');

/** Brings each Node into a folder of its own, unless it is there. @throws RegistryUnreachable */
export function fetchNodes(wanted: readonly string[]): readonly Node[] {
  const published = npm(['view', packageName, 'versions']) as readonly string[];
  return wanted.map((one) => {
    const version = newestOf(one, published);
    if (version === undefined) throw new Error(`Cannot fetch Node ${one}: the registry has no ${packageName} of that version.`);
    return { version, program: fetchNode(version) };
  });
}

/** @param wanted a version, or the beginning of one. Previews are left out. */
export function newestOf(wanted: string, published: readonly string[]): string | undefined {
  return published
    .filter((version) => /^[\d.]+$/.test(version) && `${version}.`.startsWith(`${wanted}.`))
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    .at(-1);
}

function fetchNode(version: string): string {
  const folder = join(cache, version);
  const program = join(folder, 'package', 'bin', 'node');
  if (existsSync(program)) return program;
  mkdirSync(cache, { recursive: true });
  const half = mkdtempSync(join(cache, 'half-'));
  try {
    const [packed] = npm(['pack', `${packageName}@${version}`, '--pack-destination', half]) as readonly { readonly filename: string }[];
    const tarball = join(half, packed?.filename ?? '');
    execFileSync('tar', ['-xzf', tarball, '-C', half]);
    rmSync(tarball);
    renameSync(half, folder);
  } finally {
    rmSync(half, { recursive: true, force: true });
  }
  return program;
}
