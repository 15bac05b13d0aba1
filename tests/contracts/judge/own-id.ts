import type { Contract } from '../../../contracts/contract.js';
import { familyOf } from '../../../contracts/judge/compiled-contracts.js';

/** Whether a property is the id that makes a target of one: a target that is sent without it is a finding. */
export function isOwnId(contract: Contract, typeName: string, property: string): boolean {
  const line = familyOf(contract).lineage(typeName);
  return property.endsWith('Id') && line.length > 1 && typeName !== contract.resourceType;
}
