import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contracts } from '../../contracts/judge/compiled-contracts.js';
import { systemErrorCode } from '../../recordings/files/system-error.js';
import { GraphClient } from '../client/graph-client.js';
import { OutboundHttp } from '../client/outbound-http.js';
import { Emulator, type EmulatorOptions } from '../emulator/emulator.js';
import { emulatedClock } from './session/clock.js';
import { CannotRun } from '../verdict/exit-code.js';
import type { DriftConnection } from './session/drift-connection.js';

export interface EmulatedConnection extends DriftConnection {
  readonly emulator: Emulator;
  readonly close: () => Promise<void>;
}

/** The embedded emulator: needs no network, waits for nothing and leaves nothing behind. The first assignment of each operation is checked; the very first is probed. */
export async function emulatedConnection(
  options: EmulatorOptions = {},
  worked: () => number = () => performance.now(),
): Promise<EmulatedConnection> {
  const emulator = new Emulator(options);
  const folder = temporaryFolder();
  const baseUrl = await emulator.listen();
  const checks = contracts.flatMap((contract) => {
    const first = emulator.tenant.all.find(({ path }) => contract.paths.includes(path));
    const [policyId, assignmentId] = first?.ids ?? [];
    if (policyId === undefined || assignmentId === undefined) return [];
    return contract.apiVersions.map((version) => ({ contract, version, ids: { policyId, assignmentId } }));
  });
  return {
    emulator,
    // With NODE_USE_ENV_PROXY, the global `fetch` would send loopback to a proxy too.
    client: new GraphClient({ baseUrl, token: () => Promise.resolve('emulated'), fetch: new OutboundHttp(process.env).fetch }),
    tenant: 'emulator',
    checks,
    probe: checks[0],
    journalFile: join(folder, 'journal.json'),
    clock: emulatedClock(worked),
    close: async () => {
      await emulator.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** @throws CannotRun if there is no folder for temporary files. */
function temporaryFolder(): string {
  try {
    return mkdtempSync(join(tmpdir(), 'graph-contracts-'));
  } catch (error) {
    throw new CannotRun(`Cannot create a folder in ${tmpdir()} (${systemErrorCode(error)}). Set TMPDIR to a folder that can be written.`);
  }
}
