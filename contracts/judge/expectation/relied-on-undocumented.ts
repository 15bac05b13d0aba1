import type { ApiVersion } from '../../contract.js';
import { apiVersions } from '../../contract.js';
import { describeProperty } from '../describe.js';
import { findingAbout, type Finding, type Subject } from '../finding.js';
import { nearestName } from '../known-properties.js';
import { documentedObjects, type DocumentedObject, type DocumentedValue } from './documented-value.js';

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
  const [why, rule] =
    meant === undefined
      ? whereElse(subject, object, name)
      : [`which the page calls ${object.pointer}/${meant}.`, properties.get(meant)?.rule ?? 'response.body'];
  return findingAbout(subject, 'expectation.undocumented-property', rule, {
    pointer,
    expected: 'only properties that the page or the metadata names',
    actual: shown,
    message: `The consumer relies on ${pointer}, ${why}`,
  });
}

function whereElse(subject: Subject, object: DocumentedObject, name: string): readonly [why: string, rule: string] {
  const inVersion = subject.version ?? 'this API version';
  const ofOtherType = object.ofAnyType.get(name);
  if (ofOtherType !== undefined) return ['which this type does not have.', ofOtherType.rule];
  for (const version of apiVersions.filter((other): other is ApiVersion => other !== subject.version)) {
    const there = documentedObjects({ ...subject, version }, 'response')
      .get(object.pointer)
      ?.ofAnyType.get(name);
    if (there !== undefined) return [`which the metadata names in ${version}, but not in ${inVersion}.`, there.rule];
  }
  return [`which neither the page nor the metadata names in ${inVersion}.`, 'response.body'];
}
