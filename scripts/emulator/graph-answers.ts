import { apiVersions, type ApiVersion, type Contract } from '../../contracts/contract.js';
import { familyOf } from '../../contracts/judge/compiled-contracts.js';
import type { Headers } from '../../contracts/judge/exchange.js';
import { bareTypeName, writtenType } from '../../contracts/type-family.js';
import { graphError, type Answer, type ErrorIds } from '../http/answer.js';
import type { Assignment } from './tenant.js';

export type AssignmentBody = Readonly<Record<string, unknown>>;

/** The body of an assignment as the page documents it: with its type at the root. */
export function documentedBody(contract: Contract, { assignmentId, target }: Assignment): AssignmentBody {
  return { '@odata.type': writtenType(contract.resourceType ?? ''), id: assignmentId, target };
}

/**
 * The body of an assignment as Graph sends it at minimal metadata: without the root type, and with a context.
 * In beta it has the properties that only the metadata names. Properties that the API version lacks are left out.
 */
export function liveBody(contract: Contract, version: ApiVersion, assignment: Assignment, origin: string): AssignmentBody {
  const { policyId, assignmentId, metadata = {} } = assignment;
  const collection = (contract.paths[0] ?? '').split('/').slice(1, 3).join('/');
  const type = bareTypeName(String(assignment.target['@odata.type']));
  const base = familyOf(contract).lineage(type).at(-1) ?? type;
  const known = new Set(apiVersions.flatMap((each) => Object.keys(unset(contract, type, each))));
  const own = unset(contract, type, version);
  const target = Object.fromEntries(Object.entries(assignment.target).filter(([name]) => name in own || !known.has(name)));
  const root = Object.entries(unset(contract, contract.resourceType ?? '', version));
  return {
    '@odata.context': `${origin}/${version}/$metadata#${collection}('${policyId}')/assignments/$entity`,
    ...Object.fromEntries(root.map(([name, value]) => [name, metadata[name] ?? value])),
    id: assignmentId,
    target: { ...target, ...unset(contract, base, version), ...target, '@odata.type': writtenType(type) },
  };
}

/** The properties that only the metadata names, each with its value when it is not set. */
function unset(contract: Contract, type: string, version: ApiVersion): AssignmentBody {
  const properties = familyOf(contract).allProperties(type, version);
  return Object.fromEntries(properties.map(({ says }) => [says.property, says.nullable ? null : (says.values?.[0] ?? '')]));
}

export function htmlAnswer(status: number, title: string): Answer {
  const body = `<!DOCTYPE html>\n<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`;
  return { status, headers: { 'content-type': 'text/html; charset=us-ascii' }, body };
}

/** As `graphError`, with the message as Intune writes it: JSON in a string, with ids in its text. */
export function intuneError(status: number, code: string, text: string, ids: ErrorIds, headers: Headers = {}): Answer {
  const message = `${text} - Operation ID (for customer support): ${ids.requestId} - Activity ID: ${ids.clientRequestId}`;
  const nested = { _version: 3, Message: message, CustomApiErrorPhrase: '', RetryAfter: null, HttpHeaders: '{}' };
  return graphError(status, code, JSON.stringify(nested, null, 2).replaceAll('\n', '\r\n'), ids, headers);
}

export function noRouteError(method: string, ids: ErrorIds): Answer {
  const message = `No OData route exists that match template ~/singleton/navigation/key/navigation/key with http verb ${method} for this path.`;
  return intuneError(400, 'No method match route template', message, ids);
}
