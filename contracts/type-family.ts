import type { ApiVersion, KnownType, Rule, TypePropertyPromise } from './contract.js';

/** A property that the metadata gives to a type, with the id of its rule. */
export interface TypeProperty {
  readonly says: TypePropertyPromise;
  readonly rule: string;
}

/** The types that the metadata names, how they derive from each other, and what each declares. */
export class TypeFamily {
  private readonly types: ReadonlyMap<string, KnownType>;
  private readonly properties: readonly TypeProperty[];
  private readonly lineages = new Map<string, readonly string[]>();
  private readonly propertiesOf: Readonly<Record<ApiVersion, Map<string, readonly TypeProperty[]>>> = {
    'v1.0': new Map(),
    beta: new Map(),
  };

  constructor(types: readonly KnownType[], rules: readonly Rule[]) {
    this.types = new Map(types.map((type) => [type.name, type]));
    this.properties = rules.flatMap(({ id, says }) => (says.what === 'type-property' ? [{ says, rule: id }] : []));
  }

  find(name: string): KnownType | undefined {
    return this.types.get(name);
  }

  /** The type itself, then its base types, nearest first. Empty for a type that nobody knows. */
  lineage(name: string): readonly string[] {
    return remember(this.lineages, name, () => {
      const line: string[] = [];
      for (let next = this.types.get(name); next !== undefined && !line.includes(next.name); next = this.types.get(next.baseType ?? '')) {
        line.push(next.name);
      }
      return line;
    });
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
  ownProperties(name: string, version: ApiVersion): readonly TypeProperty[] {
    return this.properties.filter(({ says }) => says.typeName === name && says.versions.includes(version));
  }

  /** The properties of a type in an API version, those of its base types included. */
  allProperties(name: string, version: ApiVersion): readonly TypeProperty[] {
    return remember(this.propertiesOf[version], name, () => this.lineage(name).flatMap((type) => this.ownProperties(type, version)));
  }
}

/** Types never change once they are read; only what is asked of known ones is kept, so that names from traffic do not pile up. */
function remember<T extends readonly unknown[]>(kept: Map<string, T>, key: string, find: () => T): T {
  const known = kept.get(key);
  if (known !== undefined) return known;
  const found = find();
  if (found.length > 0) kept.set(key, found);
  return found;
}

/** A type name as Graph writes it in a body. */
export function writtenType(typeName: string): string {
  return `#microsoft.graph.${typeName}`;
}

/** Both forms in which a body may write a type name, Graph's own first. */
export function writtenForms(typeName: string): [string, string] {
  return [writtenType(typeName), `microsoft.graph.${typeName}`];
}

/** The name in a written type name: without its `#`, and without the namespace, where it has them. */
export function bareTypeName(written: string): string {
  return written.replace(/^#?(?:microsoft\.graph\.)?/, '');
}
