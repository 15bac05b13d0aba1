import type { Exchange } from '../../contracts/judge/exchange.js';
import { matchOperation } from '../../contracts/judge/match-operation.js';
import type { RecordedDefinition } from '../../recordings/traffic/recording.js';
import { GraphClient } from '../../scripts/client/graph-client.js';

/** Asks the question of a recorded exchange again, through the client, as a dependent service would. */
export function askRecorded({ method, path, body }: RecordedDefinition, baseUrl = 'https://graph.microsoft.com'): Promise<Exchange> {
  const match = matchOperation(path);
  const [policy, assignment] = match?.parameters ?? [];
  if (match?.version === undefined || policy === undefined || assignment === undefined) throw new Error(`${path} is no documented path.`);
  const ids = { policyId: policy.value, assignmentId: assignment.value };
  const client = new GraphClient({
    baseUrl,
    token: () => Promise.resolve('made-up'),
    allowed: [{ operation: match.contract.name, ...ids }],
  });
  if (method === 'GET') return client.read(match.contract, match.version, ids);
  const { target } = body as { readonly target: Readonly<Record<string, unknown>> };
  return client.update(match.contract, match.version, ids, target);
}
