import type { ApiVersion, Contract } from '../../contracts/contract.js';
import type { JsonObject } from '../../contracts/json-value.js';
import { writtenType } from '../../contracts/type-family.js';
import { CannotRun } from '../verdict/exit-code.js';

/** Names one assignment of one policy. */
export interface AssignmentIds {
  readonly policyId: string;
  readonly assignmentId: string;
}

/** An assignment with the name of the contract that updates it. */
export interface ConfiguredAssignment extends AssignmentIds {
  readonly operation: string;
  /** Whether it is the one that a probe updates. */
  readonly probe?: boolean;
}

/** One assignment to check in one API version. */
export interface AssignmentCheck {
  readonly contract: Contract;
  readonly version: ApiVersion;
  readonly ids: AssignmentIds;
}

/** The member of an object that repeats the last id of its path. */
export function identityMember({ identity }: Contract): string {
  return identity?.member ?? 'id';
}

/** Graph ignores the case of an id. */
export function isSameId(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/**
 * Fills the documented path template: the policy comes first, the assignment second.
 * @throws CannotRun for an id that would address another object (empty, or dots), or that no URL can hold.
 */
export function assignmentPath(contract: Contract, version: ApiVersion, { policyId, assignmentId }: AssignmentIds): string {
  return objectPath(contract.paths[0] ?? '', version, [policyId, assignmentId]);
}

/** Fills a documented path template with ids in their order. @throws as `assignmentPath`. */
export function objectPath(template: string, version: ApiVersion, ids: readonly string[]): string {
  const values = ids.map(pathSegment);
  return `/${version}${template.replaceAll(/\{[^}]+\}/g, () => values.shift() ?? '')}`;
}

function pathSegment(id: string): string {
  if (id.trim() === '') throw unusableId('is empty');
  // URLs resolve dot segments, encoded or not.
  if (id === '.' || id === '..') throw unusableId('consists of dots');
  try {
    return encodeURIComponent(id);
  } catch {
    throw unusableId('is not well-formed text');
  }
}

function unusableId(reason: string): CannotRun {
  return new CannotRun(`An id ${reason}. Give the id of the policy and the id of its assignment.`);
}

/** The body of the documented update: the members that it sets, and the type of the object if the page asks for it. */
export function updateBody(contract: Contract, members: JsonObject): JsonObject {
  const [typeName] = contract.rules.flatMap(({ says }) => (says.what === 'root-type' && says.side === 'request' ? [says.typeName] : []));
  return { ...(typeName !== undefined && { '@odata.type': writtenType(typeName) }), ...members };
}
