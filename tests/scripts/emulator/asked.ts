/** Requests to an emulator through supertest, so that a test names only its point. */
import request, { type Test } from 'supertest';
import type { ApiVersion, Contract } from '../../../contracts/contract.js';
import { contracts } from '../../../contracts/judge/compiled-contracts.js';
import { assignmentPath, type AssignmentIds } from '../../../scripts/client/assignment.js';
import { Emulator } from '../../../scripts/emulator/emulator.js';
import { sampleTargets, type Assignment, type Target } from '../../../scripts/emulator/tenant.js';

/** Looks like a token, is none, and says so. */
export const bearer = 'Bearer made-up.token.of-a-test';

/** Both operations in both API versions. */
export const operations = contracts.flatMap((contract) =>
  contract.apiVersions.map((version) => [contract.name, version, contract] as const),
);

/** An emulator with these assignments only. */
export function emulatorWith(...assignments: readonly Assignment[]): Emulator {
  const emulator = new Emulator();
  emulator.tenant.clear();
  for (const assignment of assignments) emulator.tenant.put(assignment);
  return emulator;
}

export function assignmentsOf(emulator: Emulator, contract: Contract): readonly [Assignment, Assignment] {
  const [first, second] = emulator.tenant.all.filter(({ operation }) => operation === contract.name);
  if (first === undefined || second === undefined) throw new Error(`The emulator has too few assignments of ${contract.name}.`);
  return [first, second];
}

export function targetNamed(typeName: string): Target {
  const target = sampleTargets[typeName]?.target;
  if (target === undefined) throw new Error(`There is no sample of ${typeName}.`);
  return target;
}

export function get(emulator: Emulator, contract: Contract, version: ApiVersion, ids: AssignmentIds): Test {
  return request(emulator.listener)
    .get(assignmentPath(contract, version, ids))
    .set('Authorization', bearer);
}

export function patch(emulator: Emulator, contract: Contract, version: ApiVersion, ids: AssignmentIds, body: string | object): Test {
  return request(emulator.listener)
    .patch(assignmentPath(contract, version, ids))
    .set('Authorization', bearer)
    .set('Content-Type', 'application/json')
    .send(body);
}

export function update(emulator: Emulator, contract: Contract, version: ApiVersion, ids: AssignmentIds, target: Target): Test {
  return patch(emulator, contract, version, ids, { '@odata.type': `#microsoft.graph.${contract.resourceType ?? ''}`, target });
}
