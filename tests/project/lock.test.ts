import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../contracts/folders.js';

interface LockEntry {
  readonly version?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly optional?: boolean;
  readonly os?: readonly string[];
}

const { packages } = JSON.parse(readFileSync(join(packageRoot, 'package-lock.json'), 'utf8')) as {
  readonly packages: Readonly<Record<string, LockEntry>>;
};
const installed = Object.entries(packages).filter(([path, { link }]) => path !== '' && !link);

/** Packages of other platforms whose hash the registry that wrote the lock does not know. CONTRIBUTING says why. */
const withoutHash = [
  '@pact-foundation/pact-core-darwin-arm64',
  '@pact-foundation/pact-core-darwin-x64',
  '@pact-foundation/pact-core-linux-arm64-glibc',
  '@pact-foundation/pact-core-linux-arm64-musl',
  '@pact-foundation/pact-core-windows-x64',
];

test('the lock file holds a SHA-512 hash of every package, except the listed ones of other platforms', () => {
  expect(installed.length).toBeGreaterThan(500);
  const unproved = installed.filter(([, { integrity }]) => !integrity?.startsWith('sha512-'));
  expect(unproved.map(([path]) => path.replace('node_modules/', ''))).toEqual(withoutHash);
  expect(unproved.filter(([, { optional, os }]) => !optional || os === undefined)).toEqual([]);
});

test('CONTRIBUTING lists the packages without a hash', () => {
  const text = readFileSync(join(packageRoot, 'CONTRIBUTING.md'), 'utf8');
  expect(withoutHash.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
});
