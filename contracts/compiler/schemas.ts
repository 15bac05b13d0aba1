import type { ApiVersion, BodySchemas, Contract, JsonSchema, JsonType, MemberPromise, Side, TypePropertyPromise } from '../contract.js';
import { nameOfPart } from '../json-value.js';
import { TypeFamily, writtenForms } from '../type-family.js';

/** A subschema under construction. `$comment` names its rule. */
interface ObjectSchema {
  $comment?: string;
  type: 'object' | JsonType[];
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
  const closed = rules.some(({ says }) => says.what === 'closed' && says.side === side);
  const builder = new SchemaBuilder(new TypeFamily(types, rules), version, side, closed);
  const root = builder.object(`${side}.body`);
  /** By pointers, in which `*` stands for any item of a list. */
  const objects = new Map([['', root]]);

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
      const holds = rules.some((other) => 'pointer' in other.says && other.says.pointer.startsWith(`${says.pointer}/*/`));
      const { schema, object } = builder.member(says, id, holds);
      parent.properties[property] = schema;
      if (object !== undefined) objects.set(says.type === 'array' ? `${says.pointer}/*` : says.pointer, object);
    } else if (says.what === 'root-type') {
      parent.properties[property] = { $comment: id, type: 'string', enum: [says.typeName, ...(says.also ?? [])].flatMap(writtenForms) };
    } else {
      builder.nameType(parent, says.typeName, id);
    }
  }
  builder.addProperties(root, resourceType ?? '');
  const definitions = builder.end();
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `urn:graph-assignment-contracts:${name}:${version}:${side}`,
    ...withoutEmpty(root),
    ...definitions,
  };
}

/** Builds the objects of a schema, and closes those whose type is known. */
class SchemaBuilder {
  private readonly $defs: Record<string, JsonSchema> = {};
  private items = 0;
  /** Objects of a type that no layer describes may hold anything. */
  private readonly known = new Set<ObjectSchema>();

  constructor(
    private readonly family: TypeFamily,
    private readonly version: ApiVersion,
    private readonly side: Side,
    private readonly closed: boolean,
  ) {}

  /** An object that may hold only what is added to it, unless its type turns out to be unknown. */
  object(rule: string): ObjectSchema {
    const object = emptyObject(rule);
    this.known.add(object);
    return object;
  }

  /**
   * `object`: the schema of the object, or of each item of a list, whose members may have rules of their own.
   * @param showsItems whether the page shows members of the items of a list: items of an unknown type may be texts.
   */
  member(says: MemberPromise, id: string, showsItems: boolean): { schema: unknown; object?: ObjectSchema } {
    const { type, typeName, values, nullable, items } = says;
    if (type === 'object') {
      const object = this.typed(typeName, id);
      return { schema: object, object };
    }
    if (type === 'array' && typeName !== undefined && (showsItems || this.family.find(typeName) !== undefined)) {
      const object = this.typed(typeName, id);
      return { schema: { $comment: id, type: orNull(type, nullable), items: this.item(object) }, object };
    }
    if (type === 'array') return { schema: this.list(id, nullable, items, values) };
    return {
      schema: {
        $comment: id,
        ...(type && { type: orNull(type, nullable) }),
        ...this.enumeration(values, nullable),
        ...(says.nonEmpty && type === 'string' ? { minLength: 1 } : {}),
      },
    };
  }

  /** Says which types the name of a type in an object may have. It must be there where the declared type has no instances of its own. */
  nameType(object: ObjectSchema, typeName: string, rule: string): void {
    const known = this.family.find(typeName);
    if (known?.abstract && !object.required.includes('@odata.type')) object.required.push('@odata.type');
    const names = this.family.family(typeName).flatMap(writtenForms);
    object.properties['@odata.type'] = {
      $comment: rule,
      type: 'string',
      ...(this.closed && known && !known.partial ? { enum: names } : {}),
    };
  }

  addProperties(object: ObjectSchema, typeName: string): void {
    for (const { says, rule } of this.family.allProperties(typeName, this.version)) {
      object.properties[says.property] ??= this.property(says, rule, [typeName]);
    }
  }

  end(): { $defs?: JsonSchema } {
    for (const object of this.closed ? this.known : []) {
      object.patternProperties = { [controlInformation]: true };
      object.unevaluatedProperties = false;
    }
    return Object.keys(this.$defs).length > 0 ? { $defs: this.$defs } : {};
  }

  /** An object of a declared type, or of one that derives from it if it names one. @param around the types of the objects around it. */
  private typed(typeName: string | undefined, rule: string, around: readonly string[] = []): ObjectSchema {
    const object = this.object(rule);
    if (typeName === undefined) return object;
    const known = this.family.find(typeName);
    if (known === undefined || known.open) this.known.delete(object);
    if (known === undefined) {
      return object;
    }
    for (const { says, rule: ofProperty } of this.family.allProperties(typeName, this.version))
      object.properties[says.property] = this.property(says, ofProperty, [...around, typeName]);
    this.nameType(object, typeName, rule);
    for (const type of this.family.family(typeName)) {
      const own = type === typeName ? [] : this.family.ownProperties(type, this.version);
      if (own.length === 0) continue;
      this.$defs[type] ??= {
        type: 'object',
        properties: Object.fromEntries(own.map(({ says, rule: ofOwn }) => [says.property, this.property(says, ofOwn, [...around, type])])),
      };
      addCondition(object, {
        if: {
          type: 'object',
          properties: { '@odata.type': { enum: this.family.family(type).flatMap(writtenForms) } },
          required: ['@odata.type'],
        },
        then: { $ref: `#/$defs/${type}` },
      });
    }
    return object;
  }

  /** A definition of its own: ajv would take what one item evaluates for evaluated in the next. */
  private item(object: ObjectSchema): object {
    this.items += 1;
    const name = `item${this.items}`;
    this.$defs[name] = object as unknown as JsonSchema;
    return { $ref: `#/$defs/${name}` };
  }

  private property({ type, valueType, nullable, values, items }: TypePropertyPromise, rule: string, around: readonly string[]): object {
    // Where the metadata is silent, null is judged in answers only.
    const mayBeNull = nullable ?? this.side === 'request';
    // A type inside itself would never end, and what it holds there is not judged.
    if (valueType !== undefined && !around.includes(valueType)) {
      const object = this.typed(valueType, rule, around);
      if (type === 'array') return { $comment: rule, type: orNull(type, mayBeNull), items: this.item(object) };
      if (mayBeNull) object.type = ['object', 'null'];
      return object;
    }
    if (type === 'array') return this.list(rule, mayBeNull, items, values);
    return { $comment: rule, ...(type && { type: orNull(type, mayBeNull) }), ...this.enumeration(values, mayBeNull) };
  }

  /** Graph may add values to an enumeration with a member for unknown ones; a client cannot send those either. */
  private enumeration(values: readonly string[] | undefined, mayBeNull: boolean | undefined): { enum?: readonly unknown[] } {
    if (values === undefined || (this.side === 'response' && values.includes('unknownFutureValue'))) return {};
    return { enum: mayBeNull ? [...values, null] : values };
  }

  private list(rule: string, nullable: boolean | undefined, items: JsonType | undefined, values: readonly string[] | undefined): object {
    const ofItems = items && { items: { $comment: rule, type: items, ...this.enumeration(values, false) } };
    return { $comment: rule, type: orNull('array', nullable), ...ofItems };
  }
}

function addCondition(object: ObjectSchema, condition: JsonSchema): void {
  object.allOf ??= [];
  object.allOf.push(condition);
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
