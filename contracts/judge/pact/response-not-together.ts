import { findingAbout, type Finding, type Subject } from '../finding.js';
import type { DocumentedObject } from '../documented-value.js';

/**
 * A consumer that takes any of several types may rely on the properties of each, but not on those of two at once: no object has both. One that it takes
 * to be null is taken to be absent.
 * @param admitted what each of these types has, by name.
 */
export function notTogether(
  subject: Subject,
  { pointer: parent, ofAnyType }: DocumentedObject,
  admitted: readonly ReadonlyMap<string, unknown>[],
  example: Record<string, unknown>,
): Finding[] {
  if (admitted.length < 2) return [];
  const names = Object.keys(example).filter((name) => example[name] !== null && admitted.some((type) => type.has(name)));
  const having = (type: ReadonlyMap<string, unknown>): readonly string[] => names.filter((name) => type.has(name));
  const [most = []] = admitted.map(having).sort((a, b) => b.length - a.length);
  return names
    .filter((name) => !most.includes(name))
    .map((name) => {
      const pointer = `${parent}/${name}`;
      const beside = most.find((other) => !admitted.some((type) => type.has(name) && type.has(other))) ?? 'the others';
      return findingAbout(subject, 'expectation.undocumented-property', ofAnyType.get(name)?.rule ?? 'response.body', {
        pointer,
        expected: 'properties that one type has',
        actual: `${name} beside ${beside}`,
        message: `The consumer relies on ${pointer} beside ${beside}: no type has both.`,
        identity: beside,
      });
    });
}
