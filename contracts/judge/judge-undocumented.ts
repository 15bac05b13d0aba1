import type { ErrorObject } from 'ajv';
import { isObject, valueAt } from '../json-value.js';
import { describeProperty } from './describe.js';
import { findingAbout, type Finding, type Subject } from './finding.js';
import { FindingList } from './finding-list.js';
import { knownProperties, knownTypeOf, nearestName, standIns } from './known-properties.js';
import { namedElsewhere } from './named-elsewhere.js';
import { oncePerContract } from './once-per-contract.js';

/** The objects of a request that may hold only what some layer names. */
export const closedObjects = oncePerContract(({ rules }) => {
  const closed = rules.some(({ says }) => says.what === 'closed' && says.side === 'request');
  const objects = rules.flatMap(({ says }) =>
    says.what === 'member' && says.side === 'request' && says.type === 'object' ? says.pointer : [],
  );
  return closed ? ['', ...objects] : [];
});

/** The validators note the names that they have seen in a plain object, and so take `constructor` and the like for seen. */
const inheritedNames: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

function hasInheritedName(object: unknown): boolean {
  if (!isObject(object)) return false;
  for (const name of Object.keys(object)) if (inheritedNames.has(name)) return true;
  return false;
}

/** Properties that the request may not send, except those of which the finding about a missing one tells. */
export function judgeUndocumented(subject: Subject, body: unknown, errors: readonly ErrorObject[]): Finding[] {
  const closed = closedObjects(subject.contract);
  if (errors.length === 0 && !closed.some((parent) => hasInheritedName(valueAt(body, parent)))) return [];
  return closed.flatMap((parent) => {
    const object = valueAt(body, parent);
    if (!isObject(object)) return [];
    const inherited = Object.keys(object).filter((name) => inheritedNames.has(name));
    const extra = errors
      .filter((error) => error.keyword === 'unevaluatedProperties' && error.instancePath === parent)
      .map((error) => String(error.params['unevaluatedProperty']));
    const names = [...extra, ...inherited];
    // The table of the page closes the root, whether or not a type is known for it.
    const type = parent === '' ? (subject.contract.resourceType ?? '') : knownTypeOf(subject, parent, object);
    if (names.length === 0 || type === undefined) return [];

    const known = knownProperties(subject, 'request', parent, type);
    const reported = standIns(object, known);
    const free = [...known.keys()].filter((name) => !(name in object));
    const findings = new FindingList(subject);
    for (const name of names) {
      if (reported.has(name) || known.has(name)) continue; // A known one is here because its value is wrong: another finding.
      const meant = nearestName(name, free);
      const meantRule = meant === undefined ? undefined : known.get(meant)?.rule;
      findings.add(undocumentedProperty(subject, parent, name, meant, meantRule));
    }
    return findings.all();
  });
}

/** Cites the rule that comes nearest: that of the property that was meant, or of the same property elsewhere. */
function undocumentedProperty(
  subject: Subject,
  parent: string,
  name: string,
  meant: string | undefined,
  meantRule: string | undefined,
): Finding {
  const shown = describeProperty(name);
  const pointer = `${parent}/${shown}`;
  const { why, rule } = namedElsewhere(subject, 'request', parent, name);
  const hint = meant === undefined ? '' : ` Did you mean ${meant}?`;
  return findingAbout(subject, 'request.body.undocumented-property', meantRule ?? rule ?? 'request.body.closed', {
    pointer,
    expected: 'only properties that the page or the metadata names',
    actual: shown,
    message: `The request sends ${pointer}, ${why}${hint}`,
    names: shown === name ? undefined : [...parent.split('/').slice(1), name],
  });
}
