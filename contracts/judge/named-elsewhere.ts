import { apiVersions, type Side } from '../contract.js';
import { documentedObjects } from './documented-value.js';
import type { Subject } from './finding.js';

/** Why a property is not documented where it stands. */
export interface Undocumented {
  /** The end of a sentence that begins with the property, with its full stop. */
  readonly why: string;
  /** The rule that names it all the same: for another type that may stand at this place, or in another API version. */
  readonly rule?: string;
}

/** Looks for a property that an object lacks in every layer where it is named after all. @param parent the pointer of the object. */
export function namedElsewhere(subject: Subject, side: Side, parent: string, name: string): Undocumented {
  const ofOtherType = documentedObjects(subject, side).get(parent)?.ofAnyType.get(name);
  if (ofOtherType !== undefined) return { why: 'which this type does not have.', rule: ofOtherType.rule };
  const inVersion = subject.version ?? 'this API version';
  for (const version of apiVersions.filter((other) => other !== subject.version)) {
    const there = documentedObjects({ ...subject, version }, side)
      .get(parent)
      ?.ofAnyType.get(name);
    if (there !== undefined) return { why: `which the metadata names in ${version}, but not in ${inVersion}.`, rule: there.rule };
  }
  return { why: `which neither the page nor the metadata names in ${inVersion}.` };
}
