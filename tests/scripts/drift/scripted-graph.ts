import type { Exchange, ExchangeResponse } from '../../../contracts/judge/exchange.js';
import type { CheckResult } from '../../../scripts/drift/check-assignment.js';
import { GraphClient } from '../../../scripts/client/graph-client.js';

export interface SentRequest {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

export interface ScriptedGraph {
  readonly origin: string;
  readonly client: GraphClient;
  /** The requests that were sent, in their order. */
  readonly asked: readonly SentRequest[];
  /** Puts the global `fetch` back. */
  readonly close: () => void;
}

/** A stand-in for Graph, in this process, that answers by a function of the request, and of how many came before it. It takes the place of the global `fetch`. */
export function scriptedGraph(answer: (request: SentRequest, index: number) => ExchangeResponse | 'connection-lost'): ScriptedGraph {
  const origin = 'http://127.0.0.1:1';
  const asked: SentRequest[] = [];
  const original = globalThis.fetch;
  globalThis.fetch = (url, { method = '', body } = {}) => {
    const request = { method, path: (url as string).slice(origin.length), body: (body as string | undefined) ?? '' };
    const given = answer(request, asked.length);
    asked.push(request);
    if (given === 'connection-lost') return Promise.reject(new TypeError('fetch failed', { cause: { code: 'UND_ERR_SOCKET' } }));
    const { status, headers = { 'content-type': 'application/json' }, body: shown = null } = given;
    const text = shown === null || typeof shown === 'string' ? shown : JSON.stringify(shown);
    return Promise.resolve(new Response(text, { status, headers: headers as Record<string, string> }));
  };
  const close = (): void => {
    globalThis.fetch = original;
  };
  return { origin, client: new GraphClient({ baseUrl: origin, token: () => Promise.resolve('made-up') }), asked, close };
}

/** The methods that were sent, in their order. */
export function methodsOf(exchanges: readonly Exchange[] | ScriptedGraph): string[] {
  return 'asked' in exchanges ? exchanges.asked.map(({ method }) => method) : exchanges.map(({ request }) => request.method);
}

/** What a check came to, in short. */
export function outcomeOf({ row, judged }: CheckResult): Record<string, unknown> {
  return {
    verdict: row.verdict,
    status: row.status,
    findings: judged.flatMap(({ judgement }) => judgement.findings.map(({ code }) => code)),
    reasons: judged.flatMap(({ judgement }) => (judgement.kind === 'inconclusive' ? judgement.reason : [])),
  };
}
