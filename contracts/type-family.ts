import type { ApiVersion, KnownType, Rule, TypePropertyPromise } from './contract.js';
import { groupBy } from './group-by.js';

/** A property that the metadata gives to a type, with the id of its rule. */
export interface TypeProperty {
  readonly says: TypePropertyPromise;
  readonly rule: string;
}

/** The types of the metadata: how they derive from each other, and what each declares. */
export class TypeFamily {
  private readonly types: ReadonlyMap<string, KnownType>;
  private readonly lineages: ReadonlyMap<string, readonly string[]>;
  private readonly own: ReadonlyMap<string, readonly TypeProperty[]>;
  /** Filled for known types only, so that type names from traffic do not fill the memory. */
  private readonly all = { 'v1.0': new Map<string, readonly TypeProperty[]>(), beta: new Map<string, readonly TypeProperty[]>() };

  constructor(types: readonly KnownType[], rules: readonly Rule[]) {
    this.types = new Map(types.map((type) => [type.name, type]));
    this.lineages = new Map(types.map(({ name }) => [name, this.lineageOf(name)]));
    const properties = rules.flatMap(({ id, says }) => (says.what === 'type-property' ? [{ says, rule: id }] : []));
    this.own = groupBy(properties, ({ says }) => says.typeName);
  }

  find(name: string): KnownType | undefined {
    return this.types.get(name);
  }

  /** The type itself, then its base types, nearest first. Empty for an unknown type. */
  lineage(name: string): readonly string[] {
    return this.lineages.get(name) ?? [];
  }

  /** True if `name` is `base` or derives from it. */
  isA(name: string, base: string): boolean {
    return this.lineage(name).includes(base);
  }

  /** The type and all that derive from it, in the order of the page. */
  family(base: string): readonly string[] {
    return [...this.types.keys()].filter((name) => this.isA(name, base));
  }

  /** The properties that a type itself declares in an API version, without those of its base types. */
  ownProperties(name: string, version: ApiVersion): readonly TypeProperty[] {
    return (this.own.get(name) ?? []).filter(({ says }) => says.versions.includes(version));
  }

  /** The properties of a type in an API version, with those of its base types. */
  allProperties(name: string, version: ApiVersion): readonly TypeProperty[] {
    const known = this.all[version].get(name);
    if (known !== undefined || !this.types.has(name)) return known ?? [];
    const found = this.lineage(name).flatMap((type) => this.ownProperties(type, version));
    this.all[version].set(name, found);
    return found;
  }

  private lineageOf(name: string): string[] {
    const line = new Set<string>();
    for (let type = this.types.get(name); type !== undefined && !line.has(type.name); type = this.types.get(type.baseType ?? '')) {
      line.add(type.name);
    }
    return [...line];
  }
}

/** A type name as Graph writes it in a body. */
export function writtenType(typeName: string): string {
  return `#microsoft.graph.${typeName}`;
}

/** Both forms of a type name in a body, Graph's own first. */
export function writtenForms(typeName: string): [string, string] {
  return [writtenType(typeName), `microsoft.graph.${typeName}`];
}

/** A type name without its `#` and its namespace. */
export function bareTypeName(written: string): string {
  return written.replace(/^#?(?:microsoft\.graph\.)?/, '');
}
