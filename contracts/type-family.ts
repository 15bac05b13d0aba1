import type { ApiVersion, KnownType, Rule, TypePropertyPromise } from '../contract.js';

/** The types that the metadata names, how they derive from each other, and what each declares. */
export class TypeFamily {
  private readonly types: ReadonlyMap<string, KnownType>;
  private readonly properties: readonly { readonly says: TypePropertyPromise; readonly rule: string }[];

  constructor(types: readonly KnownType[], rules: readonly Rule[]) {
    this.types = new Map(types.map((type) => [type.name, type]));
    this.properties = rules.flatMap(({ id, says }) => (says.what === 'type-property' ? [{ says, rule: id }] : []));
  }

  find(name: string): KnownType | undefined {
    return this.types.get(name);
  }

  /** The type itself, then its base types, nearest first. Empty for a type that nobody knows. */
  lineage(name: string): readonly string[] {
    const line: string[] = [];
    for (let next = this.types.get(name); next !== undefined && !line.includes(next.name); next = this.types.get(next.baseType ?? '')) {
      line.push(next.name);
    }
    return line;
  }

  /** True when `name` is `base` or derives from it. */
  isA(name: string, base: string): boolean {
    return this.lineage(name).includes(base);
  }

  /** The type and all that derive from it, in the order of the page. */
  family(base: string): readonly string[] {
    return [...this.types.keys()].filter((name) => this.isA(name, base));
  }

  /** The properties that a type itself declares in an API version; those of its base types are not among them. */
  ownProperties(name: string, version: ApiVersion): readonly { readonly says: TypePropertyPromise; readonly rule: string }[] {
    return this.properties.filter(({ says }) => says.typeName === name && says.versions.includes(version));
  }

  allProperties(name: string, version: ApiVersion): readonly { readonly says: TypePropertyPromise; readonly rule: string }[] {
    return this.lineage(name).flatMap((type) => this.ownProperties(type, version));
  }
}

/** Both forms in which a body may write a type name. */
export function writtenForms(typeName: string): [string, string] {
  return [`#microsoft.graph.${typeName}`, `microsoft.graph.${typeName}`];
}
