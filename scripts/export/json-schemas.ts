import type { Contract, Side } from '../../contracts/contract.js';
import type { JsonObject } from '../../contracts/json-value.js';

const sides: readonly Side[] = ['request', 'response'];

/** The sides of an exchange that have a body by its contract. */
export function sidesWithBody({ rules }: Contract): readonly Side[] {
  return sides.filter((side) => rules.some(({ says }) => says.what === 'body' && says.side === side));
}

/**
 * The JSON Schemas of all bodies in one document: by operation, API version and side. Each keeps its `$id`, so that a validator which is given the document
 * finds each of them.
 */
export function jsonSchemas(contracts: readonly Contract[]): JsonObject {
  const schemas = contracts.flatMap((contract) =>
    contract.apiVersions.flatMap((version) =>
      sidesWithBody(contract).map((side) => [`${contract.name}.${version}.${side}`, contract.schemas[version][side]] as const),
    ),
  );
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'urn:graph-assignment-contracts:schemas',
    $comment: 'The schemas of both bodies stand in $defs. In each, $comment is the id of the rule behind a value.',
    $defs: Object.fromEntries(schemas),
  };
}
