import { apiVersions, type ApiVersion, type Contract } from '../../contracts/contract.js';
import { familyOf } from '../../contracts/judge/compiled-contracts.js';
import { bareTypeName, writtenType } from '../../contracts/type-family.js';
import type { Assignment } from './tenant.js';

type Body = Readonly<Record<string, unknown>>;

/** The body of an assignment as the page documents it: with its type at the root. */
export function documentedBody(contract: Contract, { assignmentId, target }: Assignment): Body {
  return { '@odata.type': writtenType(contract.resourceType ?? ''), id: assignmentId, target };
}

/**
 * The body of an assignment as Graph sends it at minimal metadata: without the root type, with a context and, in beta, with the properties that only
 * the metadata names. Properties of the target that the API version does not have are left out.
 */
export function liveBody(contract: Contract, version: ApiVersion, assignment: Assignment, origin: string): Body {
  const { policyId, assignmentId, metadata = {} } = assignment;
  const collection = (contract.paths[0] ?? '').split('/').slice(1, 3).join('/');
  const type = bareTypeName(String(assignment.target['@odata.type']));
  const base = familyOf(contract).lineage(type).at(-1) ?? type;
  const known = new Set(apiVersions.flatMap((each) => Object.keys(unset(contract, type, each))));
  const own = unset(contract, type, version);
  const target = Object.fromEntries(Object.entries(assignment.target).filter(([name]) => name in own || !known.has(name)));
  return {
    '@odata.context': `${origin}/${version}/$metadata#${collection}('${policyId}')/assignments/$entity`,
    ...Object.fromEntries(
      Object.entries(unset(contract, contract.resourceType ?? '', version)).map(([name, value]) => [name, metadata[name] ?? value]),
    ),
    id: assignmentId,
    target: { ...target, ...unset(contract, base, version), ...target, '@odata.type': writtenType(type) },
  };
}

/** The properties that only the metadata names, each with its value when it is not set. */
function unset(contract: Contract, type: string, version: ApiVersion): Body {
  const properties = familyOf(contract).allProperties(type, version);
  return Object.fromEntries(properties.map(({ says }) => [says.property, says.nullable ? null : (says.values?.[0] ?? '')]));
}
