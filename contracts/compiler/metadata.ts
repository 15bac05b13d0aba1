import { apiVersions, type OpenType } from '../contract.js';
import { TypeFamily } from '../type-family.js';
import type { Draft } from './draft.js';

/** What the resource pages say, for the readers of operation pages. */
export class Metadata {
  private readonly family: TypeFamily;
  private readonly openTypes: readonly OpenType[];
  private readonly readOnly: ReadonlySet<string>;

  constructor(pages: readonly Draft[]) {
    this.family = new TypeFamily(
      pages.flatMap(({ types }) => types),
      pages.flatMap(({ rules }) => rules),
    );
    this.openTypes = pages.flatMap(({ openTypes }) => openTypes);
    this.readOnly = new Set(pages.flatMap(({ readOnly }) => readOnly));
  }

  knows(typeName: string): boolean {
    return this.family.find(typeName) !== undefined;
  }

  /** True if no page describes the type, not even as an open one. */
  lacks(typeName: string): boolean {
    return !this.knows(typeName) && !this.openTypes.some(({ name }) => name === typeName);
  }

  isA(typeName: string, base: string): boolean {
    const open = this.openTypes.find(({ name }) => name === typeName);
    return this.family.isA(open?.baseType ?? typeName, base);
  }

  /** True if a type has the property in any API version, by itself or from a base type. */
  hasProperty(typeName: string, property: string): boolean {
    return this.properties(typeName).some(({ says }) => says.property === property);
  }

  /** True if a client cannot set the property in any API version that has it. */
  isReadOnly(typeName: string, property: string): boolean {
    return this.properties(typeName).some(({ says, rule }) => says.property === property && this.readOnly.has(rule));
  }

  private properties(typeName: string): ReturnType<TypeFamily['allProperties']> {
    return apiVersions.flatMap((version) => this.family.allProperties(typeName, version));
  }
}
