import type { ApiVersion } from '../../../../contracts/contract.js';
import type { Finding } from '../../../../contracts/judge/finding.js';
import type { Judgement } from '../../../../contracts/judge/judge.js';
import { judgeExpectation } from '../../../../contracts/judge/pact/judge-expectation.js';
import { readPact } from './read-pact.js';

export type Json = Record<string, unknown>;

/** The collections that hold the objects of the two operations. */
export const collections = ['deviceConfigurations', 'deviceCompliancePolicies'] as const;
export type Collection = (typeof collections)[number];

export const groupTarget = { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: 'c3d0b2e4-8a51-4e0f-93b7-2f6d1a7e9c05' };

const healthyRequest = {
  method: 'PATCH',
  headers: { Authorization: 'Bearer made-up', 'Content-Type': 'application/json' },
  body: { target: groupTarget },
};

/** An interaction that keeps to the contract, apart from the members that a test gives. */
export function interactionOf(collection: Collection, request: Json = {}, response: Json = {}, version: ApiVersion = 'v1.0'): Json {
  const path = `/${version}/deviceManagement/${collection}/p/assignments/p_g`;
  return { description: 'an update', request: { path, ...healthyRequest, ...request }, response: { status: 200, ...response } };
}

export function judgePact(...interactions: readonly unknown[]): Judgement[] {
  return readPact('pact.json', interactions).map((interaction) => judgeExpectation(interaction));
}

/** What was found, in the words of a table: `code pointer`. */
export function told(judgements: readonly Judgement[]): string[] {
  return judgements.flatMap(findingsOf).map(({ code, pointer }) => `${code} ${pointer}`.trim());
}

export function findingsOf(judgement: Judgement): readonly Finding[] {
  return judgement.kind === 'outside' ? [] : judgement.findings;
}
