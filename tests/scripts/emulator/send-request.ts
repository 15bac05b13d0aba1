/** Requests to an emulator through supertest, so that a test names only its point. */
import request, { type Response, type Test } from 'supertest';
import type { ApiVersion, Contract } from '../../../contracts/contract.js';
import { contracts } from '../../../contracts/judge/compiled-contracts.js';
import { assignmentPath, type AssignmentIds } from '../../../scripts/client/assignment.js';
import { Emulator } from '../../../scripts/emulator/emulator.js';
import { sampleValues } from '../../../scripts/emulator/samples.js';
import { type Assignment, assignmentsIn, putAssignment } from '../../equipment/emulated-assignments.js';
import type { JsonObject } from '../../../contracts/json-value.js';

/** Looks like a token, and is visibly none. */
export const bearer = 'Bearer made-up.token.of-a-test';

/** Both operations in both API versions. */
export const operations = contracts.flatMap((contract) =>
  contract.apiVersions.map((version) => [contract.name, version, contract] as const),
);

/** An emulator with these assignments only. */
export function emulatorWith(...assignments: readonly Assignment[]): Emulator {
  const emulator = new Emulator();
  emulator.tenant.clear();
  for (const assignment of assignments) putAssignment(emulator.tenant, assignment);
  return emulator;
}

export function assignmentsOf(emulator: Emulator, contract: Contract): readonly [Assignment, Assignment] {
  const [first, second] = assignmentsIn(emulator.tenant).filter(({ operation }) => operation === contract.name);
  if (first === undefined || second === undefined) throw new Error(`The emulator has too few assignments of ${contract.name}.`);
  return [first, second];
}

export function targetNamed(typeName: string): JsonObject {
  const target = sampleValues[typeName]?.value;
  if (target === undefined) throw new Error(`There is no sample of ${typeName}.`);
  return target;
}

export interface Sent {
  readonly method?: string;
  /** Empty for none. */
  readonly authorization?: string;
  readonly type?: string;
  readonly body?: string | object;
}

/** Sends a request with credentials and, by default, as JSON. */
export function send(
  emulator: Emulator,
  path: string,
  { method = 'GET', authorization = bearer, type = 'application/json', body }: Sent = {},
): Test {
  const sending = request(emulator.listener)[method.toLowerCase() as 'get'](path);
  if (authorization !== '') sending.set('Authorization', authorization);
  if (body === undefined) return sending;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return sending
    .serialize(() => text)
    .set('Content-Type', type)
    .send(text);
}

export function get(emulator: Emulator, contract: Contract, version: ApiVersion, ids: AssignmentIds): Test {
  return send(emulator, assignmentPath(contract, version, ids));
}

export function update(emulator: Emulator, contract: Contract, version: ApiVersion, ids: AssignmentIds, target: JsonObject): Test {
  const body = { '@odata.type': `#microsoft.graph.${contract.resourceType ?? ''}`, target };
  return send(emulator, assignmentPath(contract, version, ids), { method: 'PATCH', body });
}

interface ErrorBody {
  readonly error: { readonly code: string; readonly message: string; readonly innerError: Readonly<Record<string, string>> };
}

export function errorOf(response: Response): ErrorBody['error'] {
  return (response.body as ErrorBody).error;
}
