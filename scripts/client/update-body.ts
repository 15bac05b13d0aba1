import type { Contract } from '../../contracts/contract.js';
import { writtenType } from '../../contracts/type-family.js';

/** The body of the documented update: the target, and the type of the object where the page asks for it. */
export function updateBody(contract: Contract, target: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const [typeName] = contract.rules.flatMap(({ says }) => (says.what === 'root-type' && says.side === 'request' ? [says.typeName] : []));
  return { ...(typeName === undefined ? {} : { '@odata.type': writtenType(typeName) }), target };
}
