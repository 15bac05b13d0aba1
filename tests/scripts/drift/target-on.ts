import { join } from 'node:path';
import { contracts } from '../../../contracts/judge/compiled-contracts.js';
import type { ApiVersion } from '../../../contracts/contract.js';
import { GraphClient, type AssignmentClient } from '../../../scripts/client/graph-client.js';
import type { AssignmentCheck } from '../../../scripts/client/assignment.js';
import type { DriftTarget } from '../../../scripts/drift/session/drift-target.js';
import type { Emulator } from '../../../scripts/emulator/emulator.js';
import { VirtualClock } from './virtual-clock.js';

/** The check of the first assignment of the first operation. */
export function firstCheck(emulator: Emulator, version: ApiVersion = 'beta'): AssignmentCheck {
  const [contract] = contracts;
  const ids = emulator.tenant.all.find(({ operation }) => operation === contract?.name);
  if (contract === undefined || ids === undefined) throw new Error('There is no contract, or no assignment.');
  return { contract, version, ids };
}

/** A target on a server, with a clock that needs no time. @param folder is where the journal stands. */
export function targetOn(
  origin: string,
  folder: string,
  checks: readonly AssignmentCheck[],
  parts: { readonly clock?: VirtualClock; readonly client?: AssignmentClient; readonly timeoutMs?: number; readonly tenant?: string } = {},
): DriftTarget & { readonly clock: VirtualClock } {
  const { clock = new VirtualClock(), timeoutMs = 5_000, tenant = 'a-tenant' } = parts;
  const client = parts.client ?? new GraphClient({ baseUrl: origin, token: () => Promise.resolve('made-up'), timeoutMs });
  return { client, tenant, checks, journalFile: join(folder, 'journal.json'), clock };
}
