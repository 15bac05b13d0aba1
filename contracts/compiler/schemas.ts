import type { ApiVersion, BodySchemas, Contract, JsonSchema, JsonType, Side, TypePropertyPromise } from '../contract.js';
import { nameOfPart } from '../json-value.js';
import { TypeFamily, writtenForms } from '../type-family.js';

/** A subschema under construction. `$comment` names its rule. */
interface ObjectSchema {
  $comment?: string;
  type: 'object';
  properties: Record<string, unknown>;
  required: string[];
  allOf?: JsonSchema[];
  patternProperties?: Record<string, true>;
  unevaluatedProperties?: false;
}

/** Names with an `@` are control information, except `@odata.type`, which has rules of its own. */
const controlInformation = '^(?!@odata\\.type$).*@';

type Described = Pick<Contract, 'name' | 'resourceType' | 'types' | 'rules'>;

/**
 * Builds the JSON Schemas (draft 2020-12) of both bodies in one API version.
 * A request may hold only what some layer names, a response may hold more.
 */
export function buildSchemas(contract: Described, version: ApiVersion): BodySchemas {
  return { request: buildSchema(contract, version, 'request'), response: buildSchema(contract, version, 'response') };
}

function buildSchema({ name, resourceType, types, rules }: Described, version: ApiVersion, side: Side): JsonSchema {
  const family = new TypeFamily(types, rules);
  const closed = rules.some(({ says }) => says.what === 'closed' && says.side === side);
  const $defs: Record<string, JsonSchema> = {};
  const root = emptyObject(`${side}.body`);
  const objects = new Map([['', root]]);
  /** Objects of a type that no layer describes may hold anything. */
  const unknown = new Set<ObjectSchema>();

  for (const { id, says } of rules) {
    if (says.what === 'sets' && side === 'request') {
      const names = says.pointers.map((pointer) => nameOfPart(pointer.slice(1)));
      addCondition(root, { $comment: id, anyOf: names.map((member) => ({ properties: { [member]: true }, required: [member] })) });
    }
    if (!('pointer' in says) || says.side !== side) continue;
    const slash = says.pointer.lastIndexOf('/');
    const property = nameOfPart(says.pointer.slice(slash + 1));
    const parent = objects.get(says.pointer.slice(0, slash));
    if (parent === undefined) continue;
    if (says.what === 'member') {
      if (says.required) parent.required.push(property);
      if (says.type === 'object') {
        const inner = emptyObject(id);
        objects.set(says.pointer, inner);
        parent.properties[property] = inner;
        if (says.typeName === undefined) continue;
        if (family.find(says.typeName) === undefined) unknown.add(inner);
        addFamily(inner, says.typeName, family, version, $defs);
      } else {
        const type = says.type && { type: orNull(says.type, says.nullable) };
        parent.properties[property] = { $comment: id, ...type, ...(says.nonEmpty ? { minLength: 1 } : {}) };
      }
    } else if (says.what === 'root-type') {
      parent.properties[property] = { $comment: id, type: 'string', enum: writtenForms(says.typeName) };
    } else {
      parent.required.push(property);
      unknown.delete(parent);
      const names = family.find(says.typeName) ? family.family(says.typeName) : [says.typeName];
      parent.properties[property] = { $comment: id, type: 'string', ...(closed ? { enum: names.flatMap(writtenForms) } : {}) };
    }
  }
  for (const { says, rule } of family.allProperties(resourceType ?? '', version)) {
    root.properties[says.property] ??= propertySchema(says, rule);
  }
  for (const object of objects.values()) {
    if (!closed || unknown.has(object)) continue;
    object.patternProperties = { [controlInformation]: true };
    object.unevaluatedProperties = false;
  }
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `urn:graph-assignment-contracts:${name}:${version}:${side}`,
    ...withoutEmpty(root),
    ...(Object.keys($defs).length > 0 ? { $defs } : {}),
  };
}

/** Gives an object the properties of its declared type, and those of a derived type if it names one. */
function addFamily(object: ObjectSchema, base: string, family: TypeFamily, version: ApiVersion, $defs: Record<string, JsonSchema>): void {
  for (const { says, rule } of family.allProperties(base, version)) object.properties[says.property] = propertySchema(says, rule);
  for (const type of family.family(base)) {
    const own = type === base ? [] : family.ownProperties(type, version);
    if (own.length === 0) continue;
    $defs[type] = {
      type: 'object',
      properties: Object.fromEntries(own.map(({ says, rule }) => [says.property, propertySchema(says, rule)])),
    };
    addCondition(object, {
      if: {
        type: 'object',
        properties: { '@odata.type': { enum: family.family(type).flatMap(writtenForms) } },
        required: ['@odata.type'],
      },
      then: { $ref: `#/$defs/${type}` },
    });
  }
}

function addCondition(object: ObjectSchema, condition: JsonSchema): void {
  object.allOf ??= [];
  object.allOf.push(condition);
}

function propertySchema({ type, nullable, values }: TypePropertyPromise, rule: string): JsonSchema {
  return { $comment: rule, ...(type && { type: orNull(type, nullable) }), ...(values && { enum: nullable ? [...values, null] : values }) };
}

function orNull(type: JsonType, nullable: boolean | undefined): JsonType | JsonType[] {
  return nullable ? [type, 'null'] : type;
}

/** Its properties have no prototype: a page may name one of them `__proto__`. */
function emptyObject(rule: string): ObjectSchema {
  return { $comment: rule, type: 'object', properties: Object.create(null) as Record<string, unknown>, required: [] };
}

function withoutEmpty({ $comment, type, properties, required, ...rest }: ObjectSchema): JsonSchema {
  return { $comment, type, properties, ...(required.length > 0 ? { required } : {}), ...rest };
}
