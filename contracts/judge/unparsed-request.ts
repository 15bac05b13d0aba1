import { isPlainMethod } from './describe.js';
import type { ExchangeRequest } from './exchange.js';
import { findingAbout, type Finding } from './finding.js';
import { isOtherOperation, judge, type Judgement } from './judge.js';
import { wrongMethodCase } from './method-case.js';
import { matchOperation } from './match-operation.js';
import { wrongMethod } from './judge-request.js';

/** A request that a server refused before any handler ran, because it is not valid HTTP. */
export interface UnparsedRequest {
  /** Its request line, if that could be read. */
  readonly line?: { readonly method: string; readonly url: string };
  /** What is wrong with it, as the end of a sentence. It quotes nothing. */
  readonly why: string;
}

/** Judges a request that no handler has seen. Its body and the rest of its headers are not known. */
export function judgeUnparsed({ line, why }: UnparsedRequest): Judgement {
  if (line === undefined) return { kind: 'inconclusive', operation: '', version: undefined, findings: [], reason: 'unreadable' };
  const match = matchOperation(line.url);
  const method = line.method.toUpperCase();
  if (match === undefined || isOtherOperation(method)) return { kind: 'outside' };
  const { contract, version } = match;
  const subject = { contract, version };
  const judged = { kind: 'judged', operation: contract.name, version } as const;
  if (isPlainMethod(line.method) && method !== contract.method) return { ...judged, findings: [wrongMethod(subject, line.method)] };
  if (line.method !== contract.method) return { ...judged, findings: [wrongMethodCase(subject, line.method, true)] };
  const message = `The request is not valid HTTP: ${why}.`;
  return {
    ...judged,
    findings: [
      findingAbout(subject, 'request.malformed', 'request.method', {
        pointer: 'method',
        expected: 'valid HTTP',
        actual: why,
        message,
        identity: why,
      }),
    ],
  };
}

/** Judges a request by itself, as a server does that takes methods as they are written: one in lower case is refused. */
export function judgeAsServer(request: ExchangeRequest): Judgement {
  const judgement = judge({ request });
  const match = matchOperation(request.url);
  if (judgement.kind === 'outside' || match === undefined || request.method === match.contract.method) return judgement;
  const refused = (finding: Finding): Finding =>
    finding.code === 'request.method-case' ? wrongMethodCase(match, request.method, true) : finding;
  return { ...judgement, findings: judgement.findings.map(refused) };
}

/** What such a request is called where neither its method nor its path is known. */
export const unreadableRequest = 'a request that cannot be read';

export function isUnreadable(judgement: Judgement): boolean {
  return judgement.kind === 'inconclusive' && judgement.reason === 'unreadable';
}
