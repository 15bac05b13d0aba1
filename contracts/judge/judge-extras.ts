import { isObject, valuesAt } from '../json-value.js';
import { writtenType } from '../type-family.js';
import { describeProperty } from './describe.js';
import { knownProperties, namedElsewhere, standIns, type DocumentedProperty } from './documented-object.js';
import { FindingList } from './finding-list.js';
import { findingAbout, sharedFinding, type Finding, type Subject } from './finding.js';
import { knownTypeOf } from './known-type.js';
import { objectPlaces } from './object-places.js';
import { remember } from './remember.js';

/** Judges additions to, and omissions from, the documented example of an answer: never breaking. */
export function judgeExtras(subject: Subject, body: unknown): readonly Finding[] {
  if (!isObject(body)) return [];
  const findings = new FindingList(subject);
  const type = knownProperties(subject, 'response', '', subject.contract.resourceType).get('@odata.type');
  if (type !== undefined && !('@odata.type' in body)) findings.add(typeOmitted(subject, type));
  for (const pattern of objectPlaces(subject.contract).response.keys())
    for (const [pointer, object] of valuesAt(body, pattern)) addExtras(findings, subject, pointer, object);
  return findings.all();
}

/** By property: nearly every answer has these findings, so they are made once. */
const shared = new WeakMap<DocumentedProperty, Finding>();

function typeOmitted(subject: Subject, type: DocumentedProperty): Finding {
  return remember(shared, type, () =>
    sharedFinding(subject, 'response.body.type-omitted', type.rule, {
      pointer: type.pointer,
      expected: writtenType(subject.contract.resourceType ?? ''),
      actual: 'nothing',
      message: 'The answer leaves out its root @odata.type, as Graph does at minimal metadata.',
    }),
  );
}

function addExtras(findings: FindingList, subject: Subject, parent: string, object: unknown): void {
  const type = knownTypeOf(subject, parent, object);
  if (!isObject(object) || type === undefined) return; // The properties of an unknown type are not known.
  const known = knownProperties(subject, 'response', parent, type);
  let reported: ReadonlySet<string | undefined> | undefined;
  for (const name of Object.keys(object)) {
    const property = known.get(name);
    if (property?.onlyMetadata === false || name.includes('@')) continue;
    if (property !== undefined) findings.add(onlyInMetadata(subject, property));
    else if (!(reported ??= standIns(object, known)).has(name)) findings.add(unnamed(subject, parent, name));
  }
}

function onlyInMetadata(subject: Subject, property: DocumentedProperty): Finding {
  return remember(shared, property, () => {
    const { pointer, rule, path } = property;
    const message = `The answer has ${pointer}, which only the metadata names.`;
    const parts = { pointer, expected: 'what the page shows', actual: path.at(-1) ?? '', message };
    return sharedFinding(subject, 'response.body.metadata-property', rule, parts);
  });
}

function unnamed(subject: Subject, parent: string, name: string): Finding {
  const actual = describeProperty(name);
  const pointer = `${parent}/${actual}`;
  const { why } = namedElsewhere(subject, 'response', parent, name);
  return findingAbout(subject, 'response.body.undocumented-property', 'response.body', {
    pointer,
    expected: 'what the page shows',
    actual,
    message: `The answer has ${pointer}, ${why}`,
    names: actual === name ? undefined : [...parent.split('/').slice(1), name],
  });
}
