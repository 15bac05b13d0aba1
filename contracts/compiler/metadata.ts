import { apiVersions, type KnownType, type OpenType, type Rule } from '../contract.js';
import { TypeFamily } from '../type-family.js';
import type { Draft } from './draft.js';

/** What the resource pages say together. */
export class Metadata {
  readonly files: readonly string[];
  readonly types: readonly KnownType[];
  readonly rules: readonly Rule[];
  readonly openTypes: readonly OpenType[];
  /** The ids of rules about properties that a client cannot set. */
  readonly readOnly: ReadonlySet<string>;
  readonly family: TypeFamily;

  /** @throws PageError if two pages describe one type: nothing says which of them is right. */
  constructor(pages: readonly Draft[]) {
    const fileOfType = new Map<string, string>();
    for (const { draft, name, at } of pages.flatMap((draft) => draft.types.map((type) => ({ draft, ...type })))) {
      const other = fileOfType.get(name);
      if (other !== undefined) throw draft.error(at.line, `the type ${name} is described by ${other} too`);
      fileOfType.set(name, at.page);
    }
    this.files = pages.map(({ file }) => file);
    this.types = pages.flatMap(({ types }) => types);
    this.rules = pages.flatMap(({ rules }) => rules);
    this.openTypes = pages.flatMap(({ openTypes }) => openTypes);
    this.readOnly = new Set(pages.flatMap(({ readOnly }) => readOnly));
    this.family = new TypeFamily(this.types, this.rules);
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
