import type { JsonType } from '../../../../contracts/contract.js';

/** Slips of the hand in writing a name; each differs from the name by its case or by one or two letters. */
export function misspellings(name: string): readonly string[] {
  const middle = Math.floor(name.length / 2);
  const [a = '', b = ''] = [name[middle - 1], name[middle]];
  const slips = [
    ...caseChanges(name),
    ...(name.length < 3
      ? []
      : [name.slice(0, -1), name.slice(0, middle) + name.slice(middle + 1), `${name.slice(0, middle)}${b}${name.slice(middle)}`]),
    ...(name.length < 6 ? [] : [`${name.slice(0, middle - 1)}${b}${a}${name.slice(middle + 1)}`]),
  ];
  return [...new Set(slips)].filter((slip) => slip !== name);
}

export function caseChanges(name: string): readonly string[] {
  const first = name.charAt(0);
  const flipped = (first === first.toLowerCase() ? first.toUpperCase() : first.toLowerCase()) + name.slice(1);
  return [...new Set([flipped, name.toLowerCase(), name.toUpperCase()])].filter((changed) => changed !== name);
}

/** Values of every JSON type but one. An integer is a number. */
export function otherTypes(type: JsonType | undefined): readonly unknown[] {
  const samples: Record<JsonType, readonly unknown[]> = {
    string: ['text', ''],
    number: [1.5],
    integer: [0],
    boolean: [true, false],
    object: [{}],
    array: [[], ['text']],
    null: [null],
  };
  if (type === undefined) return [];
  return Object.entries(samples)
    .filter(([other]) => other !== type && !(other === 'integer' && type === 'number'))
    .flatMap(([, values]) => values);
}
