import type { ApiVersion, BodySchemas, Contract, JsonSchema, Side, TypePropertyPromise } from '../contract.js';
import { nameOfPart } from '../json-pointer.js';
import { TypeFamily, writtenForms } from '../type-family.js';

/** A subschema while it grows. Every one that stands for a rule names it in `$comment`. */
interface ObjectSchema {
  $comment?: string;
  type: 'object';
  properties: Record<string, unknown>;
  required: string[];
  allOf?: JsonSchema[];
  patternProperties?: Record<string, true>;
  unevaluatedProperties?: false;
}

/** Names with an `@` are control information; `@odata.type` alone has rules of its own. */
const controlInformation = '^(?!@odata\\.type$).*@';

type Described = Pick<Contract, 'name' | 'resourceType' | 'types' | 'rules'>;

/**
 * Builds the JSON Schemas (draft 2020-12) of both bodies in one API version.
 * They look in opposite directions: a request may hold only what some layer names, a response may hold more.
 */
export function buildSchemas(contract: Described, version: ApiVersion): BodySchemas {
  return { request: buildSchema(contract, version, 'request'), response: buildSchema(contract, version, 'response') };
}

function buildSchema({ name, resourceType, types, rules }: Described, version: ApiVersion, side: Side): JsonSchema {
  const family = new TypeFamily(types, rules);
  const closed = rules.some((rule) => rule.says.what === 'closed' && rule.says.side === side);
  const $defs: Record<string, JsonSchema> = {};
  const root = emptyObject(`${side}.body`);
  const objects = new Map<string, ObjectSchema>([['', root]]);
  /** Objects of a type that no layer describes may hold anything. */
  const unknown = new Set<ObjectSchema>();

  for (const rule of rules) {
    const { says } = rule;
    if (!('pointer' in says) || says.side !== side) continue;
    const parent = objects.get(says.pointer.slice(0, says.pointer.lastIndexOf('/')));
    const property = nameOfPart(says.pointer.slice(says.pointer.lastIndexOf('/') + 1));
    if (parent === undefined) continue;
    switch (says.what) {
      case 'member':
        if (says.required) parent.required.push(property);
        if (says.type === 'object') {
          const inner = emptyObject(rule.id);
          objects.set(says.pointer, inner);
          if (says.typeName !== undefined && family.find(says.typeName) === undefined) unknown.add(inner);
          parent.properties[property] = inner;
          if (says.typeName !== undefined) addFamily(inner, says.typeName, family, version, $defs);
        } else {
          parent.properties[property] = {
            $comment: rule.id,
            ...(says.type === undefined ? {} : { type: says.nullable ? [says.type, 'null'] : says.type }),
            ...(says.nonEmpty ? { minLength: 1 } : {}),
          };
        }
        break;
      case 'root-type':
        parent.properties[property] = { $comment: rule.id, type: 'string', enum: writtenForms(says.typeName) };
        break;
      case 'nested-type':
        parent.required.push(property);
        unknown.delete(parent);
        parent.properties[property] = {
          $comment: rule.id,
          type: 'string',
          ...(closed ? { enum: (family.find(says.typeName) ? family.family(says.typeName) : [says.typeName]).flatMap(writtenForms) } : {}),
        };
        break;
      default:
        says satisfies never;
    }
  }
  for (const { id, says } of rules) if (says.what === 'sets' && side === 'request') addChoice(root, id, says.pointers);
  for (const { says, rule } of resourceType === undefined ? [] : family.allProperties(resourceType, version)) {
    root.properties[says.property] ??= propertySchema(says, rule);
  }
  if (closed) for (const object of objects.values()) if (!unknown.has(object)) close(object);

  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `urn:graph-assignment-contracts:${name}:${version}:${side}`,
    ...withoutEmpty(root),
    ...(Object.keys($defs).length === 0 ? {} : { $defs }),
  };
}

/** Lets an object of a known family have the properties of its own type: those of the base at once, those of a derived type if it says to be one. */
function addFamily(object: ObjectSchema, base: string, family: TypeFamily, version: ApiVersion, $defs: Record<string, JsonSchema>): void {
  for (const { says, rule } of family.allProperties(base, version)) object.properties[says.property] = propertySchema(says, rule);
  for (const type of family.family(base)) {
    const own = type === base ? [] : family.ownProperties(type, version);
    if (own.length === 0) continue;
    $defs[type] = {
      type: 'object',
      properties: Object.fromEntries(own.map(({ says, rule }) => [says.property, propertySchema(says, rule)])),
    };
    object.allOf ??= [];
    object.allOf.push({
      if: {
        type: 'object',
        properties: { '@odata.type': { enum: family.family(type).flatMap(writtenForms) } },
        required: ['@odata.type'],
      },
      then: { $ref: `#/$defs/${type}` },
    });
  }
}

/** At least one of the members has to be there. */
function addChoice(object: ObjectSchema, rule: string, pointers: readonly string[]): void {
  const names = pointers.map((pointer) => nameOfPart(pointer.slice(1)));
  object.allOf ??= [];
  object.allOf.push({ $comment: rule, anyOf: names.map((name) => ({ properties: { [name]: true }, required: [name] })) });
}

function propertySchema(says: TypePropertyPromise, rule: string): JsonSchema {
  return {
    $comment: rule,
    type: says.nullable ? [says.type, 'null'] : says.type,
    ...(says.values === undefined ? {} : { enum: says.nullable ? [...says.values, null] : says.values }),
  };
}

/** Its properties have no prototype: a page may name one of them `__proto__`. */
function emptyObject(rule: string): ObjectSchema {
  return { $comment: rule, type: 'object', properties: Object.create(null) as Record<string, unknown>, required: [] };
}

function close(object: ObjectSchema): void {
  object.patternProperties = { [controlInformation]: true };
  object.unevaluatedProperties = false;
}

function withoutEmpty(object: ObjectSchema): JsonSchema {
  return Object.fromEntries(Object.entries(object).filter(([key, value]) => key !== 'required' || (value as unknown[]).length > 0));
}
