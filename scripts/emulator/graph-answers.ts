import { apiVersions, type ApiVersion, type Contract, type JsonType, type TypePropertyPromise } from '../../contracts/contract.js';
import { familyOf } from '../../contracts/judge/compiled-contracts.js';
import type { Headers } from '../../contracts/judge/exchange.js';
import { isObject, type JsonObject } from '../../contracts/json-value.js';
import { bareTypeName, writtenType } from '../../contracts/type-family.js';
import { typesOfMember } from '../../contracts/value-words.js';
import { identityMember } from '../client/assignment.js';
import { graphError, type Answer, type ErrorIds } from '../http/answer.js';
import type { EmulatedObject, ObjectAddress } from './emulated-object.js';

/** The body of an object as the page documents it: with its type at the root. */
export function documentedBody(contract: Contract, version: ApiVersion, object: EmulatedObject): JsonObject {
  const { resourceType } = contract;
  return {
    ...(resourceType !== undefined && { '@odata.type': writtenType(resourceType) }),
    ...identityOf(contract, object),
    ...ofVersion(contract, resourceType, version, object.metadata ?? {}),
    ...object.members,
  };
}

/**
 * An object as Graph sends it at minimal metadata: without the root type.
 * In beta it has the properties that only the metadata names. Properties that the API version lacks are left out.
 */
export function liveObject(contract: Contract, version: ApiVersion, object: EmulatedObject): JsonObject {
  const { metadata = {} } = object;
  return {
    ...unset(contract, contract.resourceType, version),
    ...ofVersion(contract, contract.resourceType, version, metadata),
    ...identityOf(contract, object),
    ...Object.fromEntries(Object.entries(object.members).map(([name, value]) => [name, liveValue(contract, version, name, value)])),
  };
}

function identityOf(contract: Contract, { ids }: EmulatedObject): JsonObject {
  const id = contract.identity === undefined ? undefined : ids.at(-1);
  return id === undefined ? {} : { [identityMember(contract)]: id };
}

/** The collection of an object, as a context names it: `collection('id')/others`. */
export function collectionOf({ path, ids }: ObjectAddress): string {
  const left = [...ids];
  const segments = path.split('/').slice(1, path.endsWith('}') ? -1 : undefined);
  const words = segments.map((segment) => (segment.startsWith('{') ? `('${left.shift() ?? ''}')` : `/${segment}`));
  return words.join('').slice(1);
}

/** A value with the properties that only the metadata names, each unset, and without those of another API version. */
function liveValue(contract: Contract, version: ApiVersion, member: string, value: unknown): unknown {
  const types = typesOfMember(contract, familyOf(contract), member);
  const written = isObject(value) ? value['@odata.type'] : undefined;
  if (types.length === 0 || !isObject(value) || typeof written !== 'string') return value;
  const type = bareTypeName(written);
  const base = familyOf(contract).lineage(type).at(-1) ?? type;
  const own = ofVersion(contract, type, version, value);
  return { ...own, ...unset(contract, base, version), ...own, '@odata.type': writtenType(type) };
}

/** Without the properties that only other API versions have. */
function ofVersion(contract: Contract, type: string | undefined, version: ApiVersion, value: JsonObject): JsonObject {
  const known = new Set(apiVersions.flatMap((each) => Object.keys(unset(contract, type, each))));
  const own = unset(contract, type, version);
  return Object.fromEntries(Object.entries(value).filter(([name]) => name in own || !known.has(name)));
}

/** The properties that only the metadata names, each with its value when it is not set. */
function unset(contract: Contract, type: string | undefined, version: ApiVersion): JsonObject {
  const properties = familyOf(contract).allProperties(type ?? '', version);
  return Object.fromEntries(properties.map(({ says }) => [says.property, unsetValue(says)]));
}

function unsetValue({ type, values, nullable }: TypePropertyPromise): unknown {
  if (nullable === true || type === undefined) return null;
  return (type === 'string' ? values?.[0] : undefined) ?? emptyValues[type];
}

/** The values of properties that are not set, and cannot be null. */
const emptyValues: Readonly<Record<JsonType, unknown>> = {
  string: '',
  number: 0,
  integer: 0,
  boolean: false,
  object: {},
  array: [],
  null: null,
};

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
