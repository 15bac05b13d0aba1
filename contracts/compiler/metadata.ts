import { isDeepStrictEqual } from 'node:util';
import { apiVersions, type ApiVersion, type KnownType, type OpenType, type Rule, type TypePropertyPromise } from '../contract.js';
import { TypeFamily } from '../type-family.js';
import { first, groupBy } from '../group-by.js';
import type { Draft } from './draft.js';
import type { PageError } from './page/page-error.js';

/** What the resource pages say together. */
export class Metadata {
  readonly types: readonly KnownType[];
  readonly rules: readonly Rule[];
  readonly openTypes: readonly OpenType[];
  /** The ids of rules about properties that a client cannot set. */
  readonly readOnly: ReadonlySet<string>;
  readonly family: TypeFamily;

  private readonly enumerations: ReadonlyMap<string, readonly Enumeration[]>;

  /** The error of each type that two sources describe in one API version. */
  private readonly conflicts = new Map<string, PageError>();

  /** @param fallback counts only for types that the pages do not describe. */
  constructor(described: readonly Draft[], fallback: readonly Draft[] = []) {
    const names = new Set(described.flatMap((draft) => [...draft.types, ...draft.openTypes].map(({ name }) => name)));
    const pages = [...described, ...fallback.map((draft) => draft.without(names))];
    const types = groupBy(
      pages.flatMap((draft) => draft.types.map((type) => ({ draft, type }))),
      ({ type }) => type.name,
    );
    const enumerations = groupBy(
      pages.flatMap((draft) => [...draft.enumerations].map(([name, values]) => ({ draft, name, values }))),
      ({ name }) => name,
    );
    const versions = new Map([...types.values()].flatMap((all) => [...versionsOf(all, this.conflicts)]));
    this.enumerations = enumerations;
    const ours = new Map(fallback.flatMap((draft) => draft.types.map((type) => [type.name, type] as const)));
    // A published page does not say that its type is abstract, nor which types derive from it. Ours says both.
    this.types = [...types.values()]
      .map((all) => first(all).type)
      .map((type) => {
        const known = ours.get(type.name);
        return known === undefined ? type : { ...type, abstract: type.abstract || known.abstract, partial: undefined };
      });
    this.rules = mergeVersions(
      pages.flatMap((draft) =>
        draft.rules.map((rule): Rule => {
          const { says } = rule;
          if (says.what !== 'type-property') return rule;
          const own = versions.get(keyOf(draft, says.typeName)) ?? says.versions;
          return {
            ...rule,
            says: withKnownType({ ...says, versions: own }, types, (name) => valuesFor(enumerations.get(name) ?? [], draft, own)),
          };
        }),
      ),
    );
    this.rules = withoutRepeated(this.rules, this.types, new Set(pages.flatMap(({ inherited }) => [...inherited])));
    this.openTypes = pages.flatMap(({ openTypes }) => openTypes);
    this.readOnly = new Set(pages.flatMap(({ readOnly }) => readOnly));
    this.family = new TypeFamily(this.types, this.rules);
  }

  /**
   * The types of those names. A checkout of Microsoft's pages describes some types twice, so only those that an operation meets must be clear.
   * @throws PageError for a type that two sources describe in the same API version: nothing says which of them is right.
   */
  typesNamed(names: ReadonlySet<string>): KnownType[] {
    for (const [name, conflict] of this.conflicts) if (names.has(name)) throw conflict;
    return this.types.filter(({ name }) => names.has(name));
  }

  /** The files with rules about types, in their order. */
  filesOf(types: readonly KnownType[]): string[] {
    const names = new Set(types.map(({ name }) => name));
    const lines = this.rules.filter(({ says }) => 'typeName' in says && names.has(says.typeName ?? ''));
    return [...new Set(lines.flatMap(({ at, restatedAt }) => [at, ...restatedAt].map(({ page }) => page)))];
  }

  /** The values of an enumeration; undefined if no page describes it, or some page does not list them all. */
  valuesOf(typeName: string): readonly string[] | undefined {
    const [values, ...others] = (this.enumerations.get(typeName) ?? []).map((one) => one.values);
    if (values === undefined || [values, ...others].some((list) => list.length === 0)) return undefined;
    return [...new Set([...values, ...others.flat()])];
  }

  knows(typeName: string): boolean {
    return this.family.find(typeName) !== undefined;
  }

  /** True if no page describes the type, not even as an open one. */
  lacks(typeName: string): boolean {
    return !this.knows(typeName) && this.openType(typeName) === undefined;
  }

  isA(typeName: string, base: string): boolean {
    return this.family.isA(this.openType(typeName)?.baseType ?? typeName, base);
  }

  /** True if a type has the property in any API version, by itself or from a base type. */
  hasProperty(typeName: string, property: string): boolean {
    return this.rulesOf(typeName, property).length > 0;
  }

  /** The type of a property, or of its items, in any API version that has it. */
  valueTypeOf(typeName: string, property: string): string | undefined {
    const all = apiVersions.flatMap((version) => this.family.allProperties(typeName, version));
    return all.find(({ says }) => says.property === property)?.says.valueType;
  }

  /** True if a client cannot set the property in any API version that has it. */
  isReadOnly(typeName: string, property: string): boolean {
    return this.rulesOf(typeName, property).some((rule) => this.readOnly.has(rule));
  }

  private openType(typeName: string): OpenType | undefined {
    return this.openTypes.find(({ name }) => name === typeName);
  }

  private rulesOf(typeName: string, property: string): string[] {
    const all = apiVersions.flatMap((version) => this.family.allProperties(typeName, version));
    return all.filter(({ says }) => says.property === property).map(({ rule }) => rule);
  }
}

/** Keeps the type of the value only if a page describes it as an object; an enumeration gives its values. */
function withKnownType(
  { valueType, ...says }: TypePropertyPromise,
  types: ReadonlyMap<string, unknown>,
  valuesOf: (typeName: string) => readonly string[] | undefined,
): TypePropertyPromise {
  if (valueType !== undefined && types.has(valueType)) return { ...says, valueType };
  const listed = valueType === undefined ? undefined : valuesOf(valueType);
  if (listed === undefined) return says;
  const values = listed.length === 0 ? undefined : listed;
  return says.type === 'array' ? { ...says, items: 'string', values } : { ...says, type: 'string', values };
}

/** Leaves a property that a published page repeats from a base type to that type, in the API versions in which it has it. */
function withoutRepeated(rules: readonly Rule[], types: readonly KnownType[], inherited: ReadonlySet<string>): Rule[] {
  if (inherited.size === 0) return [...rules];
  const family = new TypeFamily(types, rules);
  return rules.flatMap((rule) => {
    const { id, says } = rule;
    if (says.what !== 'type-property' || !inherited.has(id.replace(/@.*$/, ''))) return [rule];
    const bases = family.lineage(says.typeName).slice(1);
    const has = (version: ApiVersion): boolean =>
      bases.some((base) => family.ownProperties(base, version).some((own) => own.says.property === says.property));
    const versions = says.versions.filter((version) => !has(version));
    return versions.length === 0 ? [] : [{ ...rule, says: { ...says, versions } }];
  });
}

interface Enumeration {
  readonly draft: Draft;
  readonly name: string;
  readonly values: readonly string[];
}

/** The values of an enumeration in the API versions of a rule: those of the rule's own source, or of another of the same version. */
function valuesFor(described: readonly Enumeration[], draft: Draft, versions: readonly ApiVersion[]): readonly string[] | undefined {
  const isBeta = !versions.includes('v1.0');
  const found =
    described.find((one) => one.draft === draft) ??
    described.find((one) => one.draft.statedVersions.has(one.name) === isBeta) ??
    described[0];
  return found?.values;
}

interface Described {
  readonly draft: Draft;
  readonly type: KnownType;
}

function keyOf({ file }: Draft, typeName: string): string {
  return `${file} ${typeName}`;
}

/** The API versions in which each page describes a type. A page that names none holds for those that no other page names. */
function versionsOf(described: readonly Described[], conflicts: Map<string, PageError>): Map<string, readonly ApiVersion[]> {
  const found = new Map<string, readonly ApiVersion[]>();
  if (described.length === 1) return found;
  const taken = new Map<ApiVersion, string>();
  const stated = (draft: Draft, name: string): readonly ApiVersion[] | undefined => draft.statedVersions.get(name);
  for (const { draft, type } of described.toSorted(
    (a, b) => Number(!stated(a.draft, a.type.name)) - Number(!stated(b.draft, b.type.name)),
  )) {
    const own = stated(draft, type.name) ?? apiVersions.filter((version) => !taken.has(version));
    const other = own.map((version) => taken.get(version)).find(Boolean) ?? (own.length === 0 ? taken.get('v1.0') : undefined);
    if (other === undefined) for (const version of own) taken.set(version, draft.file);
    else if (!conflicts.has(type.name)) {
      conflicts.set(type.name, draft.error(type.at.line, `the type ${type.name} is described by ${other} too; give only one of the two`));
    }
    found.set(keyOf(draft, type.name), own);
  }
  return found;
}

/** One rule for what is the same in several API versions; the id of a rule that differs in beta ends in `@beta`. */
function mergeVersions(rules: readonly Rule[]): Rule[] {
  const merged = new Map<string, Rule>();
  for (const rule of rules) {
    const before = merged.get(rule.id);
    if (before === undefined) {
      merged.set(rule.id, rule);
    } else if (before.says.what === 'type-property' && rule.says.what === 'type-property') {
      const versions = apiVersions.filter((version) =>
        [before.says, rule.says].some((says) => 'versions' in says && says.versions.includes(version)),
      );
      if (isDeepStrictEqual({ ...before.says, versions }, { ...rule.says, versions })) {
        merged.set(rule.id, { ...before, says: { ...before.says, versions }, restatedAt: [...before.restatedAt, rule.at] });
      } else {
        const isFirst = before.says.versions.includes('v1.0');
        merged.set(rule.id, isFirst ? before : rule);
        const other = isFirst ? rule : before;
        const id = `${rule.id}@beta`;
        merged.set(id, { ...other, id });
      }
    } else {
      merged.set(rule.id, { ...before, restatedAt: [...before.restatedAt, rule.at] });
    }
  }
  return [...merged.values()];
}
