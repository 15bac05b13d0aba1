import { apiVersions, type ApiVersion, type Contract } from '../../../contracts/contract.js';
import { contracts, familyOf } from '../../../contracts/judge/compiled-contracts.js';
import { isObject, partOfPointer } from '../../../contracts/json-value.js';
import { identityMember, isSameId, type ConfiguredAssignment } from '../../client/assignment.js';

/** An assignment as one API version shows it. */
export interface View {
  readonly version: ApiVersion;
  readonly body: Readonly<Record<string, unknown>>;
}

/** An assignment before the first update: everything needed to restore it. It holds ids, and never leaves the machine unencrypted. */
export interface BeforeState extends ConfiguredAssignment {
  readonly format: 1;
  /** The state of one tenant is never written into another. */
  readonly tenant: string;
  /** The first one is of the API version that was checked. */
  readonly views: readonly View[];
  /** True once a read has shown a different state. */
  readonly differed: boolean;
}

/** The before-state in the parsed text of a journal; undefined unless it is complete. */
export function beforeStateIn(value: unknown): BeforeState | undefined {
  if (!isObject(value) || value['format'] !== 1) return undefined;
  const { tenant, operation, policyId, assignmentId, views, differed } = value;
  const texts = [tenant, operation, policyId, assignmentId];
  if (!texts.every((text) => typeof text === 'string' && text !== '') || typeof differed !== 'boolean') return undefined;
  const contract = contracts.find(({ name }) => name === operation);
  if (!Array.isArray(views) || views.length === 0 || !views.every((view) => isView(view, contract, String(assignmentId)))) return undefined;
  return value as unknown as BeforeState;
}

/**
 * Without this check, a view of another assignment, or one without a usable state, could be sent to this one. Nothing is sent for an operation without a
 * contract.
 */
function isView(value: unknown, contract: Contract | undefined, assignmentId: string): boolean {
  if (!isObject(value) || !isObject(value['body']) || !apiVersions.some((version) => version === value['version'])) return false;
  const { body } = value;
  if (contract === undefined) return true;
  const isUsable =
    contract.settable.some((name) => name in body) && contract.settable.every((name) => namesItsType(contract, name, body[name]));
  return isUsable && isSameId(String(body[identityMember(contract)]), assignmentId);
}

/** False for a value that Graph could not understand: the declared type of its member is abstract, and it names no other. */
export function namesItsType(contract: Contract, member: string, value: unknown): boolean {
  if (!abstractMembers(contract).includes(member)) return true;
  return isObject(value) && typeof value['@odata.type'] === 'string' && /\S/.test(value['@odata.type']);
}

/** The members whose values have to name a type: the declared one has no instances. */
export function abstractMembers(contract: Contract): string[] {
  return contract.settable.filter((member) =>
    contract.rules.some(
      ({ says }) =>
        says.what === 'nested-type' &&
        says.side === 'request' &&
        says.pointer === `/${partOfPointer(member)}/@odata.type` &&
        familyOf(contract).find(says.typeName)?.abstract,
    ),
  );
}
