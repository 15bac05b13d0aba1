import { join } from 'node:path';
import { contracts } from '../../contracts/judge/compiled-contracts.js';
import { assertTlsIsVerified } from '../client/base-url.js';
import { GraphClient } from '../client/graph-client.js';
import { OutboundHttp } from '../client/outbound-http.js';
import type { AssignmentCheck, ConfiguredAssignment } from '../client/assignment.js';
import type { DriftConfig } from '../tenant/config.js';
import { signIn } from '../tenant/sign-in.js';
import type { Environment } from '../tenant/sign-in-method.js';
import { realClock } from './session/clock.js';
import type { DriftScope, DriftConnection } from './session/drift-connection.js';
import type { JournalTrust } from './journal/journal.js';

/**
 * Signs in to the tenant of a configuration. The client can only address the configured assignments, up to the configured limit. Nothing is sent to Graph.
 * @param onToken gets each token before it is used, so that a recorder can redact it.
 * @throws as `signIn`; Refused if certificates are not verified; CannotRun if the environment names a proxy that cannot be used.
 */
export async function tenantConnection(
  config: DriftConfig,
  trust: JournalTrust,
  environment: Environment,
  onToken: (token: string) => void,
): Promise<DriftConnection> {
  const { cloud, assignments: allowed, limits } = config;
  assertTlsIsVerified(cloud.graph, environment);
  const http = new OutboundHttp(environment);
  const tokenSource = await signIn(config, environment, http);
  const token: typeof tokenSource = async (options) => {
    const given = await tokenSource(options);
    if (typeof given === 'string') onToken(given);
    return given;
  };
  const requestLimit = limits.requests;
  const client = new GraphClient({ baseUrl: cloud.graph, token, allowed, requestLimit, fetch: http.fetch });
  return { ...scopeOf(config, trust), client, clock: realClock(), requestLimit, proxyProblems: http.proxyProblems };
}

/** Each assignment of the configuration, in each of its API versions. The marked one is probed in the first of them. */
export function scopeOf(config: DriftConfig, trust: JournalTrust = {}): DriftScope {
  const checksOf = ({ operation, policyId, assignmentId }: ConfiguredAssignment): AssignmentCheck[] =>
    contracts
      .filter(({ name }) => name === operation)
      .flatMap((contract) =>
        contract.apiVersions
          .filter((version) => config.apiVersions.includes(version))
          .map((version) => ({ contract, version, ids: { policyId, assignmentId } })),
      );
  const { assignments, cloud, tenantId, stateFolder } = config;
  const marked = assignments.find(({ probe }) => probe === true);
  return {
    tenant: `${cloud.graph} ${tenantId}`,
    checks: assignments.flatMap(checksOf),
    probe: marked && checksOf(marked)[0],
    journalFile: join(stateFolder, 'journal.json'),
    trust,
  };
}
