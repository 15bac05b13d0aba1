import { isDeepStrictEqual } from 'node:util';
import type { ApiVersion, Contract, Rule, Side } from '../../contracts/contract.js';
import { isObject, nameOfPart, partOfPointer, valueAt, type JsonObject } from '../../contracts/json-value.js';
import { familyOf } from '../../contracts/judge/compiled-contracts.js';
import { writtenForms } from '../../contracts/type-family.js';

const typeMember = '@odata.type';

/** The keywords that are dropped, or written in another way. */
const rewritten = new Set('$schema $id $defs $comment allOf properties items patternProperties unevaluatedProperties'.split(' '));

/** A rule beside what it describes, as the member `x-rule`. */
export function asExtension({ id, at }: Rule): JsonObject {
  return { id, layer: at.layer, documentedAt: `${at.page}:${at.line}` };
}

/** The schemas of a description, by name. */
export class Components {
  private readonly schemas = new Map<string, JsonObject>();

  /** Contracts share a schema if they agree on it. @returns a reference to the schema. */
  add(name: string, { name: operation }: Contract, schema: JsonObject): JsonObject {
    const known = this.schemas.get(name);
    const unique = known === undefined || isDeepStrictEqual(known, schema) ? name : `${name}.${operation}`;
    this.schemas.set(unique, schema);
    return this.reference(unique);
  }

  reference(name: string): JsonObject {
    return { $ref: `#/components/schemas/${allowed(name)}` };
  }

  all(): JsonObject {
    return Object.fromEntries(
      [...this.schemas].map(([name, schema]) => [allowed(name), schema] as const).sort(([one], [other]) => (one < other ? -1 : 1)),
    );
  }
}

/**
 * A body of a contract as a schema without conditions and `unevaluatedProperties`, which crash or blind other tools: an object that may be of several
 * types becomes a choice among them.
 */
export class PortableSchema {
  private readonly rules: ReadonlyMap<unknown, Rule>;
  private readonly definitions = new Set<string>();
  /** The ids of the rules that the schema carries. */
  readonly carried = new Set<string>();

  constructor(
    private readonly contract: Contract,
    private readonly version: ApiVersion,
    private readonly side: Side,
    private readonly components: Components,
  ) {
    this.rules = new Map(contract.rules.map((rule) => [rule.id, rule]));
  }

  reference(): JsonObject {
    return this.component(this.contract.name, this.portable(this.contract.schemas[this.version][this.side]));
  }

  private component(name: string, schema: JsonObject): JsonObject {
    return this.components.add(`${name}.${this.version}.${this.side}`, this.contract, schema);
  }

  /** The component for one of the schema's own definitions. Named before it is converted: a definition may refer to itself. */
  private definedComponent(name: string): JsonObject {
    const component = `${this.contract.name}.${name}`;
    if (!this.definitions.has(name)) {
      this.definitions.add(name);
      return this.component(component, this.portable(this.definition(name)));
    }
    return this.components.reference(`${component}.${this.version}.${this.side}`);
  }

  private portable(schema: JsonObject): JsonObject {
    const { $comment, $ref, allOf, properties, items } = schema;
    if (typeof $ref === 'string') return this.definedComponent(nameIn($ref));
    const parts = Array.isArray(allOf) ? allOf.filter(isObject) : [];
    // Where no choice follows, no allowed type fulfils a condition.
    const others = parts.filter((part) => !('if' in part));
    const declared = this.declaredType($comment, valueAt(properties, `/${typeMember}/$comment`), parts);
    if (declared !== undefined) return { ...this.ruleWith($comment), ...this.choice(schema, parts, declared) };
    return {
      ...this.ruleWith($comment),
      ...Object.fromEntries(Object.entries(schema).filter(([name]) => !rewritten.has(name))),
      ...(isObject(properties) && { properties: this.portableMembers(properties) }),
      ...(isObject(items) && { items: this.portable(items) }),
      ...(others.length > 0 && { allOf: others.map((part) => this.portable(part)) }),
      ...closedAs(schema),
    };
  }

  private portableMembers(members: JsonObject): JsonObject {
    return Object.fromEntries(Object.entries(members).map(([name, member]) => [name, isObject(member) ? this.portable(member) : member]));
  }

  private ruleWith(id: unknown): JsonObject {
    const rule = this.rules.get(id);
    if (rule === undefined) return {};
    this.carried.add(rule.id);
    return { 'x-rule': asExtension(rule) };
  }

  /**
   * The type of an object by its page, if others derive from it. The object names its own type, or a condition asks for it. A response may hold types of
   * the member's family even if the example shows another one.
   */
  private declaredType(memberRule: unknown, typeRule: unknown, parts: readonly JsonObject[]): string | undefined {
    const isOfMember = parts.some((part) => 'if' in part) && (typeRule === undefined || this.side === 'response');
    const declared = [typeRule, isOfMember ? memberRule : undefined].map((id) => {
      const says = this.rules.get(id)?.says;
      return says?.what === 'nested-type' || says?.what === 'member' ? says.typeName : undefined;
    });
    return declared.find((type) => type !== undefined && familyOf(this.contract).family(type).length > 1);
  }

  /** The types of a request exclude each other. Those of a response need not: tools for pacts drop its `required`, and then a part fits several. */
  private choice(schema: JsonObject, parts: readonly JsonObject[], declared: string): JsonObject {
    const family = familyOf(this.contract).family(declared);
    const types = family.map((type) => {
      const forms = writtenForms(type);
      const own = parts.flatMap((part) => {
        const reference = valueAt(part, '/then/$ref');
        return typeof reference === 'string' && namesType(part, forms[0]) ? [this.definition(nameIn(reference))] : [];
      });
      return this.component(type, {
        ...this.ruleWith(`type.${type}`),
        ...this.typed(schema, own, { enum: forms }, type !== declared),
        ...closedAs(schema),
      });
    });
    if (Array.isArray(schema['type'])) types.push({ type: 'null' });
    if (this.side === 'response') {
      return { anyOf: [...types, this.typed(schema, [], { not: { enum: family.flatMap(writtenForms) } }, true)] };
    }
    const open = this.contract.openTypes.filter(({ baseType }) => family.includes(baseType)).flatMap(({ name }) => writtenForms(name));
    return { oneOf: [...types, ...(open.length > 0 ? [this.typed({}, [], { enum: open }, true)] : [])] };
  }

  private definition(name: string): JsonObject {
    const definition = valueAt(this.contract.schemas[this.version][this.side], `/$defs/${partOfPointer(name)}`);
    return isObject(definition) ? definition : {};
  }

  /** An object of some types. It may leave the name of its type out only if that is the declared one. */
  private typed(schema: JsonObject, own: readonly JsonObject[], names: JsonObject, isDerived: boolean): JsonObject {
    const members = [schema, ...own].flatMap(({ properties }) => (isObject(properties) ? Object.entries(properties) : []));
    const others = Object.fromEntries(members.filter(([name]) => name !== typeMember));
    const required = new Set([...((schema['required'] as readonly string[] | undefined) ?? []), ...(isDerived ? [typeMember] : [])]);
    return {
      type: 'object',
      properties: { ...this.portableMembers(others), [typeMember]: { type: 'string', ...names } },
      ...(required.size > 0 && { required: [...required] }),
    };
  }
}

/** Whether the condition of a type holds for a written name. */
function namesType(part: JsonObject, written: string): boolean {
  const names = valueAt(part, `/if/properties/${typeMember}/enum`);
  return Array.isArray(names) && names.includes(written);
}

/** A name with nothing that OpenAPI forbids. */
function allowed(name: string): string {
  return name.replaceAll(/[^\w.-]/g, '_');
}

/** The name of a definition in a reference to it. */
function nameIn(reference: string): string {
  return nameOfPart(reference.replace('#/$defs/', ''));
}

/** The members of an object that say what else it may hold. */
function closedAs({ patternProperties, unevaluatedProperties }: JsonObject): JsonObject {
  return {
    ...(patternProperties !== undefined && { patternProperties }),
    ...(unevaluatedProperties !== undefined && { additionalProperties: unevaluatedProperties }),
  };
}
