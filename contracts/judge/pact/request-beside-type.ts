import type { DocumentedObject } from '../documented-value.js';
import { findingAbout, type Finding, type Subject } from '../finding.js';
import { typeNameIn } from '../known-properties.js';
import type { BodyRule } from './interaction.js';
import { describeRules } from './matchers/in-words.js';
import { certainlyLetIn } from './matchers/lets-in.js';
import { ruleAt } from './rule-at.js';

const typeName = '@odata.type';

/**
 * Properties of an example that its own type has, and that another type lacks which the rule of its type lets in: the consumer may send them
 * beside that one.
 * @param names of what the example holds.
 */
export function sentBesideType(
  subject: Subject,
  { byType, ofAnyType, path, pointer: parent }: DocumentedObject,
  example: Record<string, unknown>,
  names: readonly string[],
  rules: readonly BodyRule[],
): Finding[] {
  const type = ofAnyType.get(typeName);
  const found = type?.values === undefined ? undefined : ruleAt(rules, type.path);
  // Of one that is handed down from an object around it, or made by a generator, a note says that only the example was judged.
  if (type?.values === undefined || found === undefined || found.inherited || found.generated) return [];
  const letIn = new Set(certainlyLetIn(found.list, example[typeName], type.values).map(typeNameIn));
  return names.flatMap((name): Finding[] => {
    const other = [...letIn].find((one) => one !== undefined && byType.get(one)?.has(name) === false);
    if (other === undefined) return [];
    const pointer = `${parent}/${name}`;
    return [
      findingAbout(subject, 'request.body.undocumented-property', ofAnyType.get(name)?.rule ?? 'request.body', {
        pointer,
        expected: `only properties that every type has which ${type.pointer} may name`,
        actual: `${name} beside ${other}`,
        message: `The pact lets the consumer send ${pointer} beside the type ${other}, which has no such property: the rule of ${type.pointer} is ${describeRules(found.list)}.`,
        identity: other,
        byRule: true,
        names: [...path, typeName],
      }),
    ];
  });
}
