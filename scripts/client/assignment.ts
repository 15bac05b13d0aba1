import type { ApiVersion, Contract } from '../../contracts/contract.js';
import { ClientError } from './client-error.js';

/** Names one assignment of one policy. */
export interface AssignmentIds {
  readonly policyId: string;
  readonly assignmentId: string;
}

/**
 * Fills the documented path template. The policy comes first in it, the assignment second.
 * @throws ClientError for an id that is empty: Graph takes the path for another one, and answers as if the operation did not exist. Also
 * for one that no path can hold.
 */
export function assignmentPath(contract: Contract, version: ApiVersion, ids: AssignmentIds): string {
  const values = [ids.policyId, ids.assignmentId];
  if (values.some((value) => value.trim() === '')) {
    throw new ClientError('An id is empty. Give the id of the policy and the id of its assignment.');
  }
  const template = contract.paths[0] ?? '';
  return `/${version}${template.replaceAll(/\{[^}]+\}/g, () => segment(values.shift() ?? ''))}`;
}

/** One segment of a path. A URL takes dots for the way up, whether they are encoded or not: another object would be addressed. */
function segment(id: string): string {
  if (id === '.' || id === '..') throw new ClientError('An id consists of dots. Give the id of the policy and the id of its assignment.');
  try {
    return encodeURIComponent(id);
  } catch {
    throw new ClientError('An id is no well-formed text. Give the id of the policy and the id of its assignment.');
  }
}
