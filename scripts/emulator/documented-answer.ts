import { apiVersions, type ApiVersion, type Contract } from '../../contracts/contract.js';
import { BoundedMemory } from '../../contracts/judge/bounded-memory.js';
import { oncePerContract } from '../../contracts/judge/once-per-contract.js';
import { familyOf } from '../../contracts/judge/compiled-contracts.js';
import type { Assignment } from './tenant.js';
import { bareTypeName, writtenType } from '../../contracts/type-family.js';

/** The body of an assignment as the page documents it: with its type written out at the root. */
export function documentedBody(contract: Contract, assignment: Assignment): Record<string, unknown> {
  return {
    '@odata.type': writtenType(contract.resourceType ?? ''),
    id: assignment.assignmentId,
    target: assignment.target,
  };
}

/**
 * The body of an assignment as Graph sends it at minimal metadata: no root type, a context, and in beta what only the metadata names, unset.
 */
export function liveBody(contract: Contract, version: ApiVersion, assignment: Assignment, origin: string): Record<string, unknown> {
  const family = familyOf(contract);
  const { unset, beyond } = derivedOf(contract);
  const collection = (contract.paths[0] ?? '').split('/').slice(1, 3).join('/');
  const written = bareTypeName(String(assignment.target['@odata.type']));
  const base = family.lineage(written).at(-1) ?? written;
  const target = withoutNames(assignment.target, beyond(written, version));
  return {
    '@odata.context': `${origin}/${version}/$metadata#${collection}('${assignment.policyId}')/assignments/$entity`,
    ...overlay(unset(contract.resourceType ?? '', version), assignment.metadata ?? {}),
    id: assignment.assignmentId,
    target: { ...target, '@odata.type': writtenType(written), ...missingFrom(target, unset(base, version)) },
  };
}

/** What follows from a contract alone, kept for each type and version, of which there are few. */
const derivedOf = oncePerContract((contract) => ({
  /** The properties that only the metadata names, with the value of those that are not set. */
  unset: remembered((type, version): Readonly<Record<string, unknown>> =>
    Object.fromEntries(
      familyOf(contract)
        .allProperties(type, version)
        .map(({ says }) => [says.property, says.nullable ? null : (says.values?.[0] ?? '')]),
    ),
  ),
  beyond: remembered((type, version) => namesBeyond(contract, type, version)),
}));

function remembered<T>(derive: (type: string, version: ApiVersion) => T): (type: string, version: ApiVersion) => T {
  const known = new BoundedMemory<T>();
  return (type, version) => known.recall(`${version} ${type}`, () => derive(type, version));
}

/** The defaults, with other values where they are given; a property that the API version does not have stays away. */
function overlay(defaults: Record<string, unknown>, given: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(defaults).map(([name, value]) => [name, given[name] ?? value]));
}

/** What a type has in another API version only: an assignment that was changed there does not show it here. */
function namesBeyond(contract: Contract, type: string, version: ApiVersion): Set<string> {
  const namesIn = (each: ApiVersion): string[] =>
    familyOf(contract)
      .allProperties(type, each)
      .map(({ says }) => says.property);
  const here = new Set(namesIn(version));
  return new Set(apiVersions.flatMap(namesIn).filter((name) => !here.has(name)));
}

function withoutNames(object: Readonly<Record<string, unknown>>, names: ReadonlySet<string>): Readonly<Record<string, unknown>> {
  if (names.size === 0) return object;
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.has(name)));
}

function missingFrom(object: Readonly<Record<string, unknown>>, defaults: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(defaults).filter(([name]) => !(name in object)));
}
