/** Whole exchanges that keep to a contract, so that a test names only its point. */
import type { ApiVersion, Contract, HeaderValue, JsonType, Side, TypePropertyPromise } from '../../../contracts/contract.js';
import { contracts, familyOf } from '../../../contracts/judge/compiled-contracts.js';
import { objectPlaces } from '../../../contracts/judge/object-places.js';

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
  /** One of the paths of the contract; the first, unless told. */
  readonly template?: string;
  /** Has everything that the contract lets the two sides send: the id, what is optional, and what only the metadata names. */
  readonly full?: boolean;
}

export const serviceRoot = 'https://graph.microsoft.com';
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

/**
 * The documented example, with an API version, ids, a token, and a target that can exist. What the example leaves out, the rules fill in:
 * so a rule that a page gains tomorrow is kept to as well.
 */
export function healthyExchange(contract: Contract, wish: Wish = {}): DraftExchange {
  const { version = 'v1.0', template = contract.paths[0] ?? '' } = wish;
  const ids = wish.ids ?? idsFor(template);
  const status = statusOf(contract);
  return {
    request: {
      method: contract.method,
      url: `${serviceRoot}/${version}${fill(template, ids)}`,
      headers: headersOf(contract, 'request'),
      body: bodyOf(contract, 'request', ids, wish),
    },
    response: { status, headers: headersOf(contract, 'response'), body: bodyOf(contract, 'response', ids, wish) },
  };
}

function statusOf({ rules, examples }: Contract): number {
  return rules.flatMap(({ says }) => (says.what === 'status' ? says.status : []))[0] ?? examples[0]?.response?.status ?? 0;
}

function headersOf({ rules }: Contract, side: Side): Record<string, string> {
  return Object.fromEntries(
    rules.flatMap(({ says }) =>
      says.what === `${side}-header` && 'header' in says ? [[capitalized(says.header), valueOf(says.value)]] : [],
    ),
  );
}

function valueOf(value: HeaderValue): string {
  switch (value.kind) {
    case 'bearer':
      return token;
    case 'media-type':
      return value.mediaType;
    case 'any':
      return 'made-up';
    default:
      return value satisfies never;
  }
}

/** As the pages write it: `Content-Type`. */
function capitalized(header: string): string {
  return header.replaceAll(/(?<![a-z])[a-z]/g, (letter) => letter.toUpperCase());
}

function bodyOf(contract: Contract, side: Side, ids: readonly string[], wish: Wish): unknown {
  const { version = 'v1.0', targetType = usualTarget(contract), full = false } = wish;
  const example = contract.examples.find(({ response }) => response?.status === statusOf(contract)) ?? contract.examples[0];
  const shown = example?.[side]?.body;
  const promised = contract.rules.flatMap(({ says }) => ('pointer' in says && says.side === side ? says : []));
  const empty = contract.rules.some(({ says }) => says.what === 'no-body' && says.side === side);
  if (empty || (shown === undefined && promised.length === 0)) return undefined;

  const body = structuredClone(shown ?? {}) as JsonObject;
  const typed = typedObjects(contract, side);
  for (const says of promised.toSorted((a, b) => depthOf(a.pointer) - depthOf(b.pointer))) {
    const { parent, name } = splitPointer(says.pointer);
    const holder = objectIn(body, parent);
    if (holder === undefined) continue;
    if (says.what === 'root-type') {
      if (full) holder[name] ??= `#microsoft.graph.${says.typeName}`;
    } else if (says.what === 'member') {
      const base = typed.get(says.pointer);
      const ofItems = typed.get(`${says.pointer}/*`);
      const wanted = full || says.required;
      if (ofItems !== undefined) {
        if (wanted) holder[name] = [filledIn(contract, fittingType(contract, ofItems, targetType), version, targetType)];
      } else if (base !== undefined) holder[name] = filledIn(contract, fittingType(contract, base, targetType), version, targetType);
      else if (says.pointer === '/id' && (wanted || side === 'response')) holder[name] = ids.at(-1) ?? assignmentId;
      else if (wanted && !Object.hasOwn(holder, name)) holder[name] = sampleOf(says);
    }
  }
  if (full) {
    const ofResource = familyOf(contract).allProperties(contract.resourceType ?? '', version);
    for (const { says } of ofResource) body[says.property] ??= sampleOf(says);
  }
  return body;
}

/** The objects of a known type in a body, by their pointers, in which `*` stands for the items of a list, with their declared types. */
export function typedObjects(contract: Contract, side: Side): ReadonlyMap<string, string> {
  const family = familyOf(contract);
  return new Map(
    [...objectPlaces(contract)[side]].flatMap(([pointer, { typeName = '' }]) =>
      pointer !== '' && family.find(typeName) !== undefined ? [[pointer, typeName] as const] : [],
    ),
  );
}

/** Where both bodies hold the target: the first object that names its type. */
export function targetIn(contract: Contract): string {
  return [...typedObjects(contract, 'response').keys()][0] ?? '/target';
}

/** The type that is wished where it fits, and one that an instance can have elsewhere. */
function fittingType(contract: Contract, base: string, wished: string): string {
  const family = familyOf(contract);
  if (family.isA(wished, base)) return wished;
  return family.family(base).find((name) => family.find(name)?.abstract === false) ?? base;
}

function usualTarget(contract: Contract): string {
  const types = targetTypesOf(contract);
  return types.find((name) => name === 'groupAssignmentTarget') ?? types.at(-1) ?? '';
}

/** An object with all properties of its type, and of the types of its values. */
function filledIn(contract: Contract, typeName: string, version: ApiVersion, wished: string, around: readonly string[] = []): JsonObject {
  const properties = familyOf(contract).allProperties(typeName, version);
  const valueOfType = (says: TypePropertyPromise): unknown => {
    const { valueType } = says;
    if (valueType === undefined || [...around, typeName].includes(valueType)) return sampleOf(says);
    const value = filledIn(contract, fittingType(contract, valueType, wished), version, wished, [...around, typeName]);
    return says.type === 'array' ? [value] : value;
  };
  return {
    '@odata.type': `#microsoft.graph.${typeName}`,
    ...Object.fromEntries(properties.map(({ says }) => [says.property, valueOfType(says)])),
  };
}

/** A value that a property may have. */
export function sampleOf({ type = 'string', values }: { readonly type?: JsonType; readonly values?: readonly string[] }): unknown {
  if (values !== undefined) return values.at(-1);
  return { string: groupId, number: 1.5, integer: 7, boolean: true, object: {}, array: [], null: null }[type];
}

/** The target types that an assignment can have: all that derive from the type of the examples, and that type itself. */
export function targetTypesOf(contract: Contract): readonly string[] {
  return [...new Set([...typedObjects(contract, 'response').values()].flatMap((name) => familyOf(contract).family(name)))];
}

/** Every name that some layer gives a meaning, at whatever place. */
export function namesOf(contract: Contract): ReadonlySet<string> {
  const members = contract.rules.flatMap(({ says }) => ('pointer' in says ? namesIn(says.pointer) : []));
  const ofTypes = contract.rules.flatMap(({ says }) => (says.what === 'type-property' ? says.property : []));
  return new Set([...members, ...ofTypes]);
}

export function isClosed({ rules }: Contract, side: Side): boolean {
  return rules.some(({ says }) => says.what === 'closed' && says.side === side);
}

/** An id for each parameter of a path; the last one is that of the assignment. */
export function idsFor(template: string): readonly string[] {
  const parameters = template.match(/\{[^}]*\}/g) ?? [];
  return parameters.map((_parameter, place) => (place === parameters.length - 1 ? assignmentId : policyId));
}

function fill(template: string, ids: readonly string[]): string {
  const left = [...ids];
  return template.replaceAll(/\{[^}]*\}/g, () => encodeURIComponent(left.shift() ?? ''));
}

function depthOf(pointer: string): number {
  return namesIn(pointer).length;
}

function namesIn(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

export function splitPointer(pointer: string): { parent: string; name: string } {
  return { parent: pointer.slice(0, pointer.lastIndexOf('/')), name: namesIn(pointer).at(-1) ?? '' };
}

function objectIn(body: JsonObject, pointer: string): JsonObject | undefined {
  return namesIn(pointer).reduce<JsonObject | undefined>(
    (object, name) => object?.[name === '*' ? '0' : name] as JsonObject | undefined,
    body,
  );
}

/** The object at a JSON Pointer in the body of one side. */
export function objectAt(exchange: DraftExchange, side: Side, pointer: string): JsonObject {
  const object = objectIn(exchange[side].body as JsonObject, pointer);
  if (object === undefined) throw new Error(`The ${side} has no object at ${pointer}.`);
  return object;
}

/** The object that holds the member at a JSON Pointer, and the name of the member in it. */
export function holderOf(exchange: DraftExchange, side: Side, pointer: string): { holder: JsonObject; name: string } {
  const { parent, name } = splitPointer(pointer);
  return { holder: objectAt(exchange, side, parent), name };
}
