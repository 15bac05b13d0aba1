import type { Contract } from '../../contracts/contract.js';
import { familyOf } from '../../contracts/judge/compiled-contracts.js';
import { writtenType } from '../../contracts/type-family.js';
import type { Assignment, Target } from './tenant.js';

/** Ids that are made up, and look it: they are those of no tenant. */
const sampleGroupId = '00000000-0000-4000-8000-00000000aaaa';
const allDevicesId = 'adadadad-808e-44e2-905a-0b7873a8a531';
const allUsersId = 'acacacac-9df4-4c7d-9d50-4ef0226f57a9';

/** Targets by the name of their type, as Graph writes them, with the id that Graph builds the id of the assignment from. */
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
  const family = familyOf(contract);
  return Object.entries(sampleTargets)
    .filter(([typeName]) => family.find(typeName) !== undefined)
    .map(([, { targetId, target }], index) => {
      const policyId = `00000000-0000-4000-8000-0000000${operationIndex + 1}000${index + 1}`;
      return { operation: contract.name, policyId, assignmentId: `${policyId}_${targetId}`, target };
    });
}
