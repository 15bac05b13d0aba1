import type { Contract } from './contract.js';
import { partOfPointer } from './json-value.js';
import type { TypeFamily } from './type-family.js';

/** A name in lower case, with hyphens: `all-devices` for `allDevices`. */
export function hyphenated(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`).replace(/^-/, '');
}

/** The types that a value of a request's member can have; empty for a member of a simple type. */
export function typesOfMember({ rules }: Contract, family: TypeFamily, member: string): readonly string[] {
  const pointer = `/${partOfPointer(member)}`;
  return rules.flatMap(({ says }) =>
    says.what === 'member' && says.side === 'request' && says.pointer === pointer && says.type === 'object' && says.typeName !== undefined
      ? family.family(says.typeName)
      : [],
  );
}

/**
 * A typed value in words: `group-target` for a `groupAssignmentTarget` in `target`. The ending that all types of the member share is left out. A type
 * without that ending is `other`.
 * @param types from `typesOfMember`. @param typeName without namespace.
 */
export function valueWords(member: string, types: readonly string[], typeName: string | undefined): string {
  const ending = sharedEnding(types);
  const apart = typeName?.endsWith(ending) ? typeName.slice(0, typeName.length - ending.length) : '';
  return `${/^[A-Za-z]{1,60}$/.test(apart) ? hyphenated(apart) : 'other'}-${hyphenated(member)}`;
}

/** The last words that all names have in common: `AssignmentTarget`. Each name has more words than these. */
function sharedEnding([first = '', ...others]: readonly string[]): string {
  if (others.length === 0) return '';
  const words = first.split(/(?=[A-Z])/);
  const endings = words.map((_, from) => words.slice(from).join('')).slice(1);
  return endings.find((ending) => others.every((name) => name.endsWith(ending) && name !== ending)) ?? '';
}
