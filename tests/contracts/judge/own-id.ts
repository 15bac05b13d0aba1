import type { Contract } from '../../../contracts/contract.js';
import { familyOf } from '../../../contracts/judge/compiled-contracts.js';
import { objectPlaces } from '../../../contracts/judge/object-places.js';

/** Whether a property is the id that makes a target of one: a target that is sent without it is a finding. */
export function isOwnId(contract: Contract, typeName: string, property: string): boolean {
  const declared = [...objectPlaces(contract).request.values()].some((place) => place.typeName === typeName);
  return property.endsWith('Id') && familyOf(contract).lineage(typeName).length > 1 && !declared;
}
