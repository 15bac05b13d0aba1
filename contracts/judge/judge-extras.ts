import { isObject } from '../json-value.js';
import { BoundedMemory } from './bounded-memory.js';
import { describeProperty } from './describe.js';
import { findingAbout, promises, type Finding, type Subject } from './finding.js';
import { knownProperties, knownTypeOf, standIns } from './known-properties.js';
import { oncePerContract } from './once-per-contract.js';

const remembered = oncePerContract(() => new BoundedMemory<readonly Finding[]>());

/**
 * What the answer says beyond, or less than, the documented example: never breaking, but worth knowing. It depends on nothing but the names
 * in the body and the type of its target, and those are the same in nearly all answers.
 */
export function judgeExtras(subject: Subject, body: unknown): readonly Finding[] {
  if (!isObject(body)) return [];
  const { target } = body;
  const type = isObject(target) ? target['@odata.type'] : undefined;
  // As JSON, so that no two of them read the same.
  const key = JSON.stringify([
    subject.version,
    Object.keys(body),
    isObject(target) && Object.keys(target),
    typeof type === 'string' ? type : null,
  ]);
  return remembered(subject.contract).recall(key, () => [
    ...typeOmitted(subject, body),
    ...extrasOf(subject, '', body),
    ...extrasOf(subject, '/target', target),
  ]);
}

function typeOmitted(subject: Subject, body: Record<string, unknown>): Finding[] {
  if ('@odata.type' in body || !promises(subject, 'response.body/@odata.type')) return [];
  return [
    findingAbout(subject, 'response.body.type-omitted', 'response.body/@odata.type', {
      pointer: '/@odata.type',
      expected: `#microsoft.graph.${subject.contract.resourceType ?? ''}`,
      actual: 'nothing',
      message: 'The answer leaves out its root @odata.type, as Graph does at minimal metadata.',
    }),
  ];
}

function extrasOf(subject: Subject, parent: string, object: unknown): Finding[] {
  const type = knownTypeOf(subject, parent, object);
  if (!isObject(object) || type === undefined) return []; // What an unknown type may hold, nobody can tell.
  const known = knownProperties(subject, 'response', parent, type);
  const names = Object.keys(object).filter((name) => !name.includes('@') && known.get(name)?.onlyMetadata !== false);
  if (names.length === 0) return [];
  const reported = standIns(object, known);
  return names
    .filter((name) => !reported.has(name))
    .map((name) => {
      const pointer = `${parent}/${describeProperty(name)}`;
      const about = { pointer, expected: 'what the page shows', actual: describeProperty(name) };
      const metadata = known.get(name);
      return metadata === undefined
        ? findingAbout(subject, 'response.body.undocumented-property', 'response.body', {
            ...about,
            message: `The answer has ${pointer}, which neither the page nor the metadata names in ${subject.version ?? 'this API version'}.`,
          })
        : findingAbout(subject, 'response.body.metadata-property', metadata.rule, {
            ...about,
            message: `The answer has ${pointer}, which only the metadata names.`,
          });
    });
}
