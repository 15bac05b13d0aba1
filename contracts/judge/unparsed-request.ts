import { isPlainMethod } from './describe.js';
import type { ExchangeRequest } from './exchange.js';
import { findingAbout, type Finding } from './finding.js';
import { judge, type Judgement } from './judge.js';
import { wrongMethod, wrongMethodCase } from './judge-request.js';
import { operationOf, type Operations } from './match-operation.js';

/** A request that a server refused before its handler ran, because it is not valid HTTP. */
export interface UnparsedRequest {
  /** Its request line, if readable. */
  readonly line?: { readonly method: string; readonly url: string };
  /** The fault, as the end of a sentence. It quotes nothing. */
  readonly why: string;
}

/** Judges a request by its line: its body and other headers are not known. */
export function judgeUnparsed({ line, why }: UnparsedRequest, operations?: Operations): Judgement {
  if (line === undefined) return { kind: 'inconclusive', operation: '', version: undefined, findings: [], reason: 'unreadable' };
  const match = operationOf(line, operations);
  const method = line.method.toUpperCase();
  if (match === undefined) return { kind: 'outside' };
  const { contract, version } = match;
  const judged = (finding: Finding): Judgement => ({ kind: 'judged', operation: contract.name, version, findings: [finding] });
  if (isPlainMethod(line.method) && method !== contract.method) return judged(wrongMethod(match, line.method));
  if (line.method !== contract.method) return judged(wrongMethodCase(match, line.method, true));
  const message = `The request is not valid HTTP: ${why}.`;
  const parts = { pointer: 'method', expected: 'valid HTTP', actual: why, message, identity: why };
  return judged(findingAbout(match, 'request.malformed', 'request.method', parts));
}

/** Judges a request without its answer, for a server that refuses methods in lower case. */
export function judgeAsServer(request: ExchangeRequest, operations?: Operations): Judgement {
  const judgement = judge({ request }, {}, operations);
  const match = operationOf(request, operations);
  if (judgement.kind === 'outside' || match === undefined || request.method === match.contract.method) return judgement;
  const refused = (finding: Finding): Finding =>
    finding.code === 'request.method-case' ? wrongMethodCase(match, request.method, true) : finding;
  return { ...judgement, findings: judgement.findings.map(refused) };
}

/** The name of a request whose method and path are not known. */
export const unreadableRequest = 'a request that cannot be read';

export function isUnreadable(judgement: Judgement): boolean {
  return judgement.kind === 'inconclusive' && judgement.reason === 'unreadable';
}
