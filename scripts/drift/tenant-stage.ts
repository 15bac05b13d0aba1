import { join } from 'node:path';
import { contracts } from '../../contracts/judge/compiled-contracts.js';
import type { DriftConfig } from '../tenant/config.js';
import { openTenant, type OpenedTenant } from '../tenant/open-tenant.js';
import type { Environment } from '../tenant/sign-in/choose-way.js';
import type { Check } from '../client/check.js';
import { realClock } from './clock.js';
import type { JournalTrust } from './journal/journal.js';
import type { Place, Stage } from './drift-target.js';

/** The tenant of a configuration, signed in to; or why there is none. For the rest see `openTenant`. @throws CannotRun as that does. */
export async function tenantStage(
  config: DriftConfig,
  trust: JournalTrust,
  environment: Environment,
  noteToken?: (token: string) => void,
): Promise<{ readonly kind: 'open'; readonly stage: Stage } | Exclude<OpenedTenant, { readonly kind: 'open' }>> {
  const opened = await openTenant(config, environment, noteToken);
  if (opened.kind !== 'open') return opened;
  const stage = { ...placeOf(config, trust), client: opened.client, clock: realClock(), requestLimit: config.limits.requests };
  return { kind: 'open', stage };
}

/** Where the night of a configuration takes place. */
export function placeOf(config: DriftConfig, trust: JournalTrust = {}): Place {
  return {
    tenant: `${config.cloud.graph} ${config.tenantId}`,
    checks: checksOf(config),
    journalFile: join(config.stateFolder, 'journal.json'),
    trust,
  };
}

/** What is to be looked at: each assignment of the configuration, in each API version of it. */
function checksOf(config: DriftConfig): Check[] {
  return config.assignments.flatMap(({ operation, ...ids }) =>
    contracts
      .filter(({ name }) => name === operation)
      .flatMap((contract) =>
        contract.apiVersions.filter((version) => config.apiVersions.includes(version)).map((version) => ({ contract, version, ids })),
      ),
  );
}
