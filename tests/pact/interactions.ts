import type { ApiVersion, Contract } from '../../contracts/contract.js';
import { contracts, familyOf } from '../../contracts/judge/compiled-contracts.js';
import { sampleValues } from '../../scripts/emulator/samples.js';

/** One interaction of our pact. */
export interface PactInteraction {
  readonly contract: Contract;
  readonly version: ApiVersion;
  readonly description: string;
  readonly ids: { readonly policyId: string; readonly assignmentId: string };
  readonly target: Readonly<Record<string, unknown>>;
  /** True if the provider writes the root type, as at full metadata. */
  readonly rootType: boolean;
  /** Root properties that only the metadata names, with an example. */
  readonly metadata: Readonly<Record<string, unknown>>;
}

const policyId = '00000000-0000-4000-8000-00000000cccc';

function documentedExample(contract: Contract): PactInteraction {
  const [example] = contract.examples;
  const request = example?.request?.body as { target: Record<string, unknown> };
  const response = example?.response?.body as { id: string };
  return {
    contract,
    version: 'beta',
    description: `update of a ${contract.resourceType ?? ''}: the documented example`,
    ids: { policyId, assignmentId: response.id },
    target: request.target,
    rootType: true,
    metadata: {},
  };
}

function ofTargetType(contract: Contract, typeName: string): PactInteraction {
  const sample = sampleValues[typeName];
  if (sample === undefined) throw new Error(`scripts/emulator/samples.ts has no sample of ${typeName}. Add one.`);
  return {
    contract,
    version: 'v1.0',
    description: `update of a ${contract.resourceType ?? ''}: assigned to a ${typeName}`,
    ids: { policyId, assignmentId: `${policyId}_${sample.idEnding}` },
    target: sample.value,
    rootType: false,
    metadata: {},
  };
}

/** Has the properties that only beta has: a filter on the target, and the source of the assignment. */
function withFilter(contract: Contract): PactInteraction {
  const group = ofTargetType(contract, 'groupAssignmentTarget');
  const family = familyOf(contract);
  const base = family.lineage('groupAssignmentTarget').at(-1) ?? '';
  return {
    ...group,
    version: 'beta',
    description: `update of a ${contract.resourceType ?? ''}: assigned to a group with a filter`,
    target: { ...group.target, ...examplesOf(contract, base) },
    metadata: examplesOf(contract, contract.resourceType ?? ''),
  };
}

function examplesOf(contract: Contract, typeName: string): Record<string, unknown> {
  const properties = familyOf(contract).allProperties(typeName, 'beta');
  return Object.fromEntries(properties.map(({ says }) => [says.property, says.values?.at(-1) ?? '00000000-0000-4000-8000-00000000ffff']));
}

/** Every target type of a contract, except the abstract one, which the documented example sends. */
function targetTypes(contract: Contract): string[] {
  const base =
    contract.rules.flatMap(({ says }) => (says.what === 'nested-type' && says.side === 'request' ? [says.typeName] : []))[0] ?? '';
  return familyOf(contract)
    .family(base)
    .filter((name) => name !== base);
}

export const interactions: readonly PactInteraction[] = contracts.flatMap((contract) => [
  documentedExample(contract),
  ...targetTypes(contract).map((typeName) => ofTargetType(contract, typeName)),
  withFilter(contract),
]);
