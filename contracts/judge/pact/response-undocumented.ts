import { describeProperty } from '../describe.js';
import { findingAbout, type Finding, type Subject } from '../finding.js';
import { nearestName } from '../known-properties.js';
import { namedElsewhere, type Undocumented } from '../named-elsewhere.js';
import type { DocumentedObject, DocumentedValue } from '../documented-value.js';

/**
 * A property on which a consumer relies, and that no layer names.
 * Cites the rule that comes nearest: that of the property that was meant, of the same one in the other API version, or of another type.
 */
export function undocumentedReliedOn(
  subject: Subject,
  object: DocumentedObject,
  name: string,
  example: Record<string, unknown>,
  properties: ReadonlyMap<string, DocumentedValue>,
): Finding {
  const shown = describeProperty(name);
  const pointer = `${object.pointer}/${shown}`;
  const free = [...properties.keys()].filter((known) => !Object.hasOwn(example, known));
  const meant = nearestName(name, free);
  const { why, rule }: Undocumented =
    meant === undefined
      ? namedElsewhere(subject, 'response', object.pointer, name)
      : { why: `which the page calls ${object.pointer}/${meant}.`, ...properties.get(meant) };
  return findingAbout(subject, 'expectation.undocumented-property', rule ?? 'response.body', {
    pointer,
    expected: 'only properties that the page or the metadata names',
    actual: shown,
    message: `The consumer relies on ${pointer}, ${why}`,
    names: shown === name ? undefined : [...object.path, name],
  });
}
