import { join } from 'node:path';
import { packageRoot } from '../../contracts/folders.js';
import { ScriptHosts } from './script-host.js';

/** How the tenant was opened, and the answers of Graph, each as a status or the code of a failure. */
export interface Opened {
  readonly kind: string;
  readonly reason?: string;
  readonly sentence?: string;
  readonly answers?: readonly (number | string)[];
  /** The text of both streams. */
  readonly output: string;
}

const shared = new ScriptHosts();
afterAll(() => {
  shared.kill();
});

/** Opens a tenant with the built code, in another process: a process trusts the certificate of the local cloud from its start, or never. */
export async function openTenantInHost(
  file: string,
  environment: Readonly<Record<string, string>>,
  reads = 1,
  hosts = shared,
): Promise<Opened> {
  const surroundings = { cwd: packageRoot, environment: { PATH: process.env['PATH'] ?? '', ...environment } };
  const { stdout, stderr } = await hosts.run(join(__dirname, 'open-tenant-entry.mjs'), [file, String(reads)], surroundings);
  const output = stdout + stderr;
  const last = stdout.trimEnd().split('\n').at(-1) ?? '';
  return last.startsWith('{') ? { ...(JSON.parse(last) as Omit<Opened, 'output'>), output } : { kind: 'crashed', sentence: stderr, output };
}

/** As `openTenantInHost`, in a new process: some state of the sign-in library outlives a credential, such as tokens of a managed identity. */
export async function openTenantAlone(file: string, environment: Readonly<Record<string, string>>): Promise<Opened> {
  const hosts = new ScriptHosts();
  try {
    return await openTenantInHost(file, environment, 1, hosts);
  } finally {
    hosts.kill();
  }
}
