import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { isInstalled } from '../../scripts/bench/peers.js';
import { prism } from '../../scripts/bench/programs.js';
import { isCi } from './is-updating.js';

/** Debian's; `.ci/run` installs it where it can. */
export const chromiumPath = '/usr/bin/chromium';

/** Tools that some tests need besides Node.js, and how to find them. */
const tools = {
  '/dev/full': () => statSync('/dev/full', { throwIfNoEntry: false })?.isCharacterDevice() === true,
  '/proc/self/fd': () => existsSync('/proc/self/fd'),
  bash: () => runs('bash', '-c', 'exit 0'),
  chromium: () => existsSync(chromiumPath),
  curl: () => runs('curl', '--version'),
  java: () => runs('java', '-version'),
  mkfifo: () => process.platform !== 'win32',
  openssl: () => runs('openssl', 'version'),
  prism: () => isInstalled(prism.peer),
  python3: () => runs('python3', '--version'),
  'python3-requests': () => runs('python3', '-c', 'import requests'),
  // Other systems have a script with other options.
  'script of util-linux': () => spawnSync('sh', ['-c', 'script --version'], { encoding: 'utf8' }).stdout.includes('util-linux'),
} as const;

export type Tool = keyof typeof tools;

function runs(command: string, ...args: string[]): boolean {
  // Jest gives tests a copy of the variables, which a child does not get by itself.
  return spawnSync(command, args, { env: process.env }).status === 0;
}

/** `test` if the tool is installed, else `test.skip`. @throws as `hasTool` does. */
export function testWith(tool: Tool): jest.It {
  return hasTool(tool) ? test : test.skip;
}

/** `describe` if the tool is installed, else `describe.skip`. @throws as `hasTool` does. */
export function describeWith(tool: Tool): jest.Describe {
  return hasTool(tool) ? describe : describe.skip;
}

/** True if the tool is installed; warns if not. @throws as `mayBeMissing` does. */
export function hasTool(tool: Tool): boolean {
  if (tools[tool]()) return true;
  mayBeMissing(tool, process.env);
  console.warn(`There is no ${tool} here: the tests that need it are skipped.`);
  return false;
}

/** @throws in CI, unless the comma-separated `MISSING_TOOLS` names the tool: a test that CI skips unnoticed protects nothing. */
export function mayBeMissing(tool: Tool, environment: NodeJS.ProcessEnv): void {
  const expected = (environment['MISSING_TOOLS'] ?? '').split(',').map((name) => name.trim());
  if (!isCi(environment) || expected.includes(tool)) return;
  throw new Error(`There is no ${tool} here, and CI skips no test. Install it, or add ${tool} to MISSING_TOOLS.`);
}
