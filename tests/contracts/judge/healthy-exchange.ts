/** Whole exchanges that keep to a contract, so that a test names only its point. */
import type { ApiVersion, Contract, Side, TypePropertyPromise } from '../../../contracts/contract.js';
import { contracts, familyOf } from '../../../contracts/judge/compiled-contracts.js';

export type JsonObject = Record<string, unknown>;

/** An exchange that a test may change as it likes. */
export interface DraftExchange {
  request: { method: string; url: string; headers: Record<string, string | string[]>; body: unknown };
  response: { status: number; headers: Record<string, string | string[]>; body: unknown };
}

export interface Wish {
  readonly version?: ApiVersion;
  /** The short name of the target's type. Both sides carry it, with all the properties that it has in the API version. */
  readonly targetType?: string;
  /** One for each parameter of the path. The last one is the id of the assignment. */
  readonly ids?: readonly string[];
  /** Sends everything that the contract lets a client send: the id, and what only the metadata names. */
  readonly full?: boolean;
}

export const policyId = '1d7a6a5c-5f0e-4b52-9d4c-7c31a4f9be21';
const groupId = 'c3d0b2e4-8a51-4e0f-93b7-2f6d1a7e9c05';
export const assignmentId = `${policyId}_${groupId}`;

/** Looks like a token, is none, and says so. */
const token = 'Bearer made-up.token.of-a-test';

export function contractNamed(part: string): Contract {
  const found = contracts.find(({ name }) => name.includes(part));
  if (found === undefined) throw new Error(`No contract is called ${part}.`);
  return found;
}

/** The documented example, with an API version, ids, a token, and a target that can exist. */
export function healthyExchange(contract: Contract, wish: Wish = {}): DraftExchange {
  const { version = 'v1.0', targetType = 'groupAssignmentTarget', ids = [policyId, assignmentId], full = false } = wish;
  const example = contract.examples[0];
  const request = structuredClone(example?.request?.body) as JsonObject;
  const response = structuredClone(example?.response?.body) as JsonObject;
  response['id'] = ids.at(-1);
  for (const body of [request, response]) body['target'] = targetOf(contract, targetType, version);
  const ofResource = familyOf(contract).allProperties(contract.resourceType ?? '', version);
  if (full) {
    request['id'] = ids.at(-1);
    for (const body of [request, response]) {
      for (const { says } of ofResource) body[says.property] ??= sampleOf(says);
    }
  }
  return {
    request: {
      method: contract.method,
      url: `https://graph.microsoft.com/${version}${fill(contract.paths[0] ?? '', ids)}`,
      headers: { Authorization: token, 'Content-Type': 'application/json' },
      body: request,
    },
    response: {
      status: example?.response?.status ?? 0,
      headers: { 'Content-Type': 'application/json' },
      body: response,
    },
  };
}

function targetOf(contract: Contract, typeName: string, version: ApiVersion): JsonObject {
  const properties = familyOf(contract).allProperties(typeName, version);
  return {
    '@odata.type': `#microsoft.graph.${typeName}`,
    ...Object.fromEntries(properties.map(({ says }) => [says.property, sampleOf(says)])),
  };
}

/** A value that a property may have. */
export function sampleOf({ type, values }: TypePropertyPromise): unknown {
  if (values !== undefined) return values.at(-1);
  return { string: groupId, number: 1.5, integer: 7, boolean: true, object: {}, array: [], null: null }[type];
}

/** The target types that an assignment can have: all that derive from the type of the examples, and that type itself. */
export function targetTypesOf(contract: Contract): readonly string[] {
  const base = contract.rules.flatMap(({ says }) => (says.what === 'nested-type' && says.side === 'response' ? says.typeName : []));
  return base.flatMap((name) => familyOf(contract).family(name));
}

function fill(template: string, ids: readonly string[]): string {
  const left = [...ids];
  return template.replaceAll(/\{[^}]*\}/g, () => encodeURIComponent(left.shift() ?? ''));
}

/** The object at a JSON Pointer in the body of one side. */
export function objectAt(exchange: DraftExchange, side: Side, pointer: string): JsonObject {
  const names = pointer.split('/').slice(1);
  return names.reduce((object, name) => object[name] as JsonObject, exchange[side].body as JsonObject);
}

/** The object that holds the member at a JSON Pointer, and the name of the member in it. */
export function holderOf(exchange: DraftExchange, side: Side, pointer: string): { holder: JsonObject; name: string } {
  const cut = pointer.lastIndexOf('/');
  return { holder: objectAt(exchange, side, pointer.slice(0, cut)), name: pointer.slice(cut + 1) };
}
