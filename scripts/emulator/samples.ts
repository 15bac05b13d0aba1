import { writtenType } from '../../contracts/type-family.js';
import type { JsonObject } from '../../contracts/json-value.js';

/** Ids that are visibly made up; those for all devices and all users are Intune's own. */
const sampleGroupId = '00000000-0000-4000-8000-00000000aaaa';
const allDevicesId = 'adadadad-808e-44e2-905a-0b7873a8a531';
const allUsersId = 'acacacac-9df4-4c7d-9d50-4ef0226f57a9';

/** A value of a member. Graph ends the id of an assignment with `idEnding`. */
export interface Sample {
  readonly idEnding: string;
  readonly value: JsonObject;
}

/** Samples by the name of their type. */
export const sampleValues: Readonly<Record<string, Sample>> = {
  groupAssignmentTarget: sample('groupAssignmentTarget', sampleGroupId, { groupId: sampleGroupId }),
  exclusionGroupAssignmentTarget: sample('exclusionGroupAssignmentTarget', sampleGroupId, { groupId: sampleGroupId }),
  allDevicesAssignmentTarget: sample('allDevicesAssignmentTarget', allDevicesId),
  allLicensedUsersAssignmentTarget: sample('allLicensedUsersAssignmentTarget', allUsersId),
  configurationManagerCollectionAssignmentTarget: sample('configurationManagerCollectionAssignmentTarget', 'SMS00001', {
    collectionId: 'SMS00001',
  }),
};

/** Types that no contract knows. */
export const [unknownType, unknownResource] = ['tenantRingAssignmentTarget', 'deviceManagementScriptAssignment'].map(writtenType) as [
  string,
  string,
];

function sample(typeName: string, idEnding: string, own: JsonObject = {}): Sample {
  return { idEnding, value: { '@odata.type': writtenType(typeName), ...own } };
}
