import type { Exchange, ExchangeResponse } from '../../../contracts/judge/exchange.js';
import type { CheckResult } from '../../../scripts/drift/check-operation.js';
import { GraphClient } from '../../../scripts/client/graph-client.js';
import { localServer, type AskedRequest, type LocalServer } from '../client/local-server.js';

export interface ScriptedGraph {
  readonly client: GraphClient;
  readonly server: LocalServer;
}

/** A stand-in for Graph that answers by a function of the request, and of how many came before it. */
export async function scriptedGraph(
  answer: (request: AskedRequest, index: number) => ExchangeResponse | 'connection-lost',
): Promise<ScriptedGraph> {
  let index = 0;
  const server = await localServer((response, request) => {
    const given = answer(request, index);
    index += 1;
    if (given === 'connection-lost') {
      response.destroy();
      return;
    }
    const { status, headers = { 'content-type': 'application/json' }, body } = given;
    response.writeHead(status, headers as Record<string, string>);
    response.end(typeof body === 'string' || body === undefined ? body : JSON.stringify(body));
  });
  return { client: new GraphClient({ baseUrl: server.origin, token: () => Promise.resolve('made-up') }), server };
}

/** The methods that were sent, in their order. */
export function methodsOf(exchanges: readonly Exchange[] | LocalServer): string[] {
  return 'asked' in exchanges ? exchanges.asked.map(({ method }) => method) : exchanges.map(({ request }) => request.method);
}

/** What a check came to, in short. */
export function outcomeOf({ row, judged }: CheckResult): Record<string, unknown> {
  return {
    verdict: row.verdict,
    status: row.status,
    findings: judged.flatMap(({ judgement }) => (judgement.kind === 'outside' ? [] : judgement.findings.map(({ code }) => code))),
    reasons: judged.flatMap(({ judgement }) => (judgement.kind === 'inconclusive' ? judgement.reason : [])),
  };
}
