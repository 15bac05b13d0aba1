import { GraphClient } from '../client/graph-client.js';
import type { DriftConfig } from './config.js';
import type { Environment } from './sign-in/choose-way.js';
import { assertTlsIsVerified } from './verified-tls.js';
import { signIn, type SignInResult } from './sign-in/sign-in.js';

/** A tenant with its client, or why there is none. */
export type OpenedTenant = { readonly kind: 'open'; readonly client: GraphClient } | Exclude<SignInResult, { readonly kind: 'signed-in' }>;

/**
 * Signs in, and gives a client that can do no more than the configuration allows: its assignments, on the Graph of its cloud, up to its limit of
 * requests. Nothing is sent to Graph.
 * @param noteToken is told of each token before it is used: a recorder must know what must not come out.
 * @throws CannotRun as `signIn` does; Refused when certificates would not be verified.
 */
export async function openTenant(
  config: DriftConfig,
  environment: Environment,
  noteToken: (token: string) => void = () => undefined,
): Promise<OpenedTenant> {
  assertTlsIsVerified(config.cloud.graph, environment);
  const result = await signIn(config, environment);
  if (result.kind !== 'signed-in') return result;
  const client = new GraphClient({
    baseUrl: config.cloud.graph,
    token: async (wanted) => {
      const token = await result.token(wanted);
      noteToken(token);
      return token;
    },
    allowed: config.assignments,
    requestLimit: config.limits.requests,
  });
  return { kind: 'open', client };
}
