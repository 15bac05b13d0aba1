import { isObject } from '../json-value.js';
import { writtenType } from '../type-family.js';
import { BoundedMemory } from './bounded-memory.js';
import { describeProperty } from './describe.js';
import { findingAbout, promises, sharedFinding, type Finding, type Subject } from './finding.js';
import { FindingList } from './finding-list.js';
import { knownProperties, knownTypeOf, standIns, type KnownProperty } from './known-properties.js';
import { namedElsewhere } from './named-elsewhere.js';
import { oncePerContract } from './once-per-contract.js';

/** What the answer says beyond, or less than, the documented example: never breaking, but worth knowing. */
export function judgeExtras(subject: Subject, body: unknown): readonly Finding[] {
  if (!isObject(body)) return [];
  const findings = new FindingList(subject);
  findings.addAll(typeOmitted(subject, body));
  addExtras(findings, subject, '', body);
  addExtras(findings, subject, '/target', body['target']);
  return findings.all();
}

function typeOmitted(subject: Subject, body: Record<string, unknown>): Finding[] {
  if ('@odata.type' in body || !promises(subject, 'response.body/@odata.type')) return [];
  return [
    typeOmissions(subject.contract).recall(subject.version ?? '', () =>
      sharedFinding(subject, 'response.body.type-omitted', 'response.body/@odata.type', {
        pointer: '/@odata.type',
        expected: writtenType(subject.contract.resourceType ?? ''),
        actual: 'nothing',
        message: 'The answer leaves out its root @odata.type, as Graph does at minimal metadata.',
      }),
    ),
  ];
}

/** Nearly every answer leaves out its type, and has what only the metadata names: so these findings are made once. */
const typeOmissions = oncePerContract(() => new BoundedMemory<Finding>());
const metadataFindings = new WeakMap<KnownProperty, Finding>();

function addExtras(findings: FindingList, subject: Subject, parent: string, object: unknown): void {
  const type = knownTypeOf(subject, parent, object);
  if (!isObject(object) || type === undefined) return; // What an unknown type may hold, nobody can tell.
  const known = knownProperties(subject, 'response', parent, type);
  let reported: ReadonlySet<string | undefined> | undefined;
  for (const name of Object.keys(object)) {
    const property = known.get(name);
    if (property?.onlyMetadata === false || name.includes('@')) continue;
    if (property !== undefined) findings.add(onlyInMetadata(subject, `${parent}/${name}`, property));
    else if (!(reported ??= standIns(object, known)).has(name)) findings.add(unnamed(subject, parent, name));
  }
}

function unnamed(subject: Subject, parent: string, name: string): Finding {
  const shown = describeProperty(name);
  const pointer = `${parent}/${shown}`;
  const { why } = namedElsewhere(subject, 'response', parent, name);
  return findingAbout(subject, 'response.body.undocumented-property', 'response.body', {
    ...aboutExtra(pointer),
    message: `The answer has ${pointer}, ${why}`,
    names: shown === name ? undefined : [...parent.split('/').slice(1), name],
  });
}

function onlyInMetadata(subject: Subject, pointer: string, property: KnownProperty): Finding {
  let finding = metadataFindings.get(property);
  if (finding === undefined) {
    const message = `The answer has ${pointer}, which only the metadata names.`;
    finding = sharedFinding(subject, 'response.body.metadata-property', property.rule, { ...aboutExtra(pointer), message });
    metadataFindings.set(property, finding);
  }
  return finding;
}

function aboutExtra(pointer: string): Pick<Finding, 'pointer' | 'expected' | 'actual'> {
  return { pointer, expected: 'what the page shows', actual: pointer.slice(pointer.lastIndexOf('/') + 1) };
}
