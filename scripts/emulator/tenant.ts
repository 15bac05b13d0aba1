import type { Contract } from '../../contracts/contract.js';
import { contracts, familyOf } from '../../contracts/judge/compiled-contracts.js';
import { writtenType } from '../../contracts/type-family.js';

export type Target = Readonly<Record<string, unknown>>;

/** One assignment of the emulated tenant. `operation` is the name of a contract. */
export interface Assignment {
  readonly operation: string;
  readonly policyId: string;
  readonly assignmentId: string;
  readonly target: Target;
  /** Values of properties that only the metadata names. Default: unset. */
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** The assignments of the emulator, at first one for each target type of each operation. Ids are compared without case, as in Graph. */
export class Tenant {
  private readonly assignments = new Map<string, Assignment>();

  constructor() {
    for (const assignment of contracts.flatMap(sampleAssignments)) this.put(assignment);
  }

  put(assignment: Assignment): void {
    this.assignments.set(keyOf(assignment.operation, assignment), assignment);
  }

  find(operation: string, address: Pick<Assignment, 'policyId' | 'assignmentId'>): Assignment | undefined {
    return this.assignments.get(keyOf(operation, address));
  }

  clear(): void {
    this.assignments.clear();
  }

  get all(): readonly Assignment[] {
    return [...this.assignments.values()];
  }
}

function keyOf(operation: string, { policyId, assignmentId }: Pick<Assignment, 'policyId' | 'assignmentId'>): string {
  return `${operation}\n${policyId.toLowerCase()}\n${assignmentId.toLowerCase()}`;
}

/** Ids that are visibly made up; those for all devices and all users are Intune's own. */
const sampleGroupId = '00000000-0000-4000-8000-00000000aaaa';
const allDevicesId = 'adadadad-808e-44e2-905a-0b7873a8a531';
const allUsersId = 'acacacac-9df4-4c7d-9d50-4ef0226f57a9';

/** Targets by the name of their type. Graph ends the id of an assignment with `targetId`. */
export const sampleTargets: Readonly<Record<string, { readonly targetId: string; readonly target: Target }>> = {
  groupAssignmentTarget: sample('groupAssignmentTarget', sampleGroupId, { groupId: sampleGroupId }),
  exclusionGroupAssignmentTarget: sample('exclusionGroupAssignmentTarget', sampleGroupId, { groupId: sampleGroupId }),
  allDevicesAssignmentTarget: sample('allDevicesAssignmentTarget', allDevicesId),
  allLicensedUsersAssignmentTarget: sample('allLicensedUsersAssignmentTarget', allUsersId),
  configurationManagerCollectionAssignmentTarget: sample('configurationManagerCollectionAssignmentTarget', 'SMS00001', {
    collectionId: 'SMS00001',
  }),
};

function sample(typeName: string, targetId: string, own: Target = {}): { targetId: string; target: Target } {
  return { targetId, target: { '@odata.type': writtenType(typeName), ...own } };
}

/** One assignment for each target type of an operation. The first one is assigned to a group. */
export function sampleAssignments(contract: Contract, operationIndex: number): Assignment[] {
  return Object.entries(sampleTargets)
    .filter(([typeName]) => familyOf(contract).find(typeName) !== undefined)
    .map(([, { targetId, target }], index) => {
      const policyId = `00000000-0000-4000-8000-0000000${operationIndex + 1}000${index + 1}`;
      return { operation: contract.name, policyId, assignmentId: `${policyId}_${targetId}`, target };
    });
}
