import { isObject } from '../json-value.js';
import { BoundedMemory } from './bounded-memory.js';
import { describeProperty } from './describe.js';
import { findingAbout, promises, sharedFinding, type Finding, type Subject } from './finding.js';
import { knownProperties, knownTypeOf, standIns, type KnownProperties } from './known-properties.js';
import { namedElsewhere } from './named-elsewhere.js';
import { oncePerContract } from './once-per-contract.js';

/** What the answer says beyond, or less than, the documented example: never breaking, but worth knowing. */
export function judgeExtras(subject: Subject, body: unknown): Finding[] {
  if (!isObject(body)) return [];
  return [...typeOmitted(subject, body), ...extrasOf(subject, '', body), ...extrasOf(subject, '/target', body['target'])];
}

function typeOmitted(subject: Subject, body: Record<string, unknown>): Finding[] {
  if ('@odata.type' in body || !promises(subject, 'response.body/@odata.type')) return [];
  return [
    typeOmissions(subject.contract).recall(subject.version ?? '', () =>
      sharedFinding(subject, 'response.body.type-omitted', 'response.body/@odata.type', {
        pointer: '/@odata.type',
        expected: `#microsoft.graph.${subject.contract.resourceType ?? ''}`,
        actual: 'nothing',
        message: 'The answer leaves out its root @odata.type, as Graph does at minimal metadata.',
      }),
    ),
  ];
}

/** By the API version. Nearly every answer leaves it out, and has what only the metadata names: so these findings are made once. */
const typeOmissions = oncePerContract(() => new BoundedMemory<Finding>());
const metadataFindings = new WeakMap<KnownProperties, BoundedMemory<Finding>>();

function extrasOf(subject: Subject, parent: string, object: unknown): Finding[] {
  const type = knownTypeOf(subject, parent, object);
  if (!isObject(object) || type === undefined) return []; // What an unknown type may hold, nobody can tell.
  const known = knownProperties(subject, 'response', parent, type);
  const names = Object.keys(object).filter((name) => known.get(name)?.onlyMetadata !== false && !name.includes('@'));
  if (names.length === 0) return [];
  const reported = standIns(object, known);
  return names.filter((name) => !reported.has(name)).map((name) => extra(subject, parent, name, known));
}

function extra(subject: Subject, parent: string, name: string, known: KnownProperties): Finding {
  const metadata = known.get(name);
  if (metadata !== undefined) return onlyInMetadata(subject, `${parent}/${name}`, metadata.rule, known);
  const shown = describeProperty(name);
  const pointer = `${parent}/${shown}`;
  const { why } = namedElsewhere(subject, 'response', parent, name);
  return findingAbout(subject, 'response.body.undocumented-property', 'response.body', {
    ...aboutExtra(pointer),
    message: `The answer has ${pointer}, ${why}`,
    names: shown === name ? undefined : [...parent.split('/').slice(1), name],
  });
}

function onlyInMetadata(subject: Subject, pointer: string, rule: string, known: KnownProperties): Finding {
  let findings = metadataFindings.get(known);
  if (findings === undefined) metadataFindings.set(known, (findings = new BoundedMemory()));
  return findings.recall(pointer, () =>
    sharedFinding(subject, 'response.body.metadata-property', rule, {
      ...aboutExtra(pointer),
      message: `The answer has ${pointer}, which only the metadata names.`,
    }),
  );
}

function aboutExtra(pointer: string): Pick<Finding, 'pointer' | 'expected' | 'actual'> {
  return { pointer, expected: 'what the page shows', actual: pointer.slice(pointer.lastIndexOf('/') + 1) };
}
