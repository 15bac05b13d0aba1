import { spawnSync } from 'node:child_process';
import { packageRoot } from '../../../contracts/folders.js';

/** No answer came from the registry: nothing is known about this project. */
export class RegistryUnreachable extends Error {
  override readonly name = 'RegistryUnreachable';
}

/** Codes that say what the registry has, or how npm was used. Any other code is about the way to the registry. */
const answered = /^(?:E404|ETARGET|ERESOLVE|EINTEGRITY|EUSAGE)$/;

/** @returns what npm prints, as JSON. @throws RegistryUnreachable when the registry does not answer. */
export function npm(args: readonly string[], cwd = packageRoot): unknown {
  const quick = ['--json', '--no-audit', '--no-fund', '--fetch-retries=1', '--fetch-timeout=60000', '--loglevel=error'];
  const { status, stdout, stderr, error } = spawnSync('npm', [...args, ...quick], { cwd, encoding: 'utf8' });
  if (error !== undefined) throw error;
  if (status === 0) return JSON.parse(stdout) as unknown;
  const code = /"code": "(\w+)"/.exec(stdout)?.[1] ?? /npm error code (\w+)/.exec(stderr)?.[1] ?? 'no code';
  const message = `npm ${args.join(' ')} failed (${code}).`;
  throw answered.test(code) || args.includes('--offline') ? new Error(`${message}\n${stderr}`) : new RegistryUnreachable(message);
}
