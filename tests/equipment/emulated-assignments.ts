import { contracts } from '../../contracts/judge/compiled-contracts.js';
import { isObject, type JsonObject } from '../../contracts/json-value.js';
import type { ConfiguredAssignment } from '../../scripts/client/assignment.js';
import type { EmulatedObject } from '../../scripts/emulator/emulated-object.js';
import type { Tenant } from '../../scripts/emulator/tenant.js';

/** An object of the emulator, as an assignment of one of our two operations. */
export interface Assignment extends ConfiguredAssignment {
  readonly target: JsonObject;
  readonly metadata?: JsonObject;
}

export function assignmentsIn({ all }: Tenant): Assignment[] {
  return all.map(assignmentOf);
}

export function assignmentOf({ path, ids: [policyId = '', assignmentId = ''], members, metadata }: EmulatedObject): Assignment {
  const contract = contracts.find(({ paths }) => paths.includes(path));
  const { target } = members;
  if (contract === undefined || !isObject(target)) throw new Error(`The emulator has no assignment at ${path}.`);
  return { operation: contract.name, policyId, assignmentId, target, metadata };
}

export function putAssignment(tenant: Tenant, { operation, policyId, assignmentId, target, metadata }: Assignment): void {
  const path = contracts.find(({ name }) => name === operation)?.paths[0];
  if (path === undefined) throw new Error(`There is no contract ${operation}.`);
  tenant.put({ path, ids: [policyId, assignmentId], members: { target }, metadata });
}
