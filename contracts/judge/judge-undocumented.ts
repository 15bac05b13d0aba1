import type { ErrorObject } from 'ajv';
import { groupBy } from '../group-by.js';
import { isObject, valuesAt } from '../json-value.js';
import { describeProperty } from './describe.js';
import { knownProperties, namedElsewhere, standIns } from './documented-object.js';
import { findingAbout, type Finding, type Subject } from './finding.js';
import { FindingList } from './finding-list.js';
import { knownTypeOf } from './known-type.js';
import { nearestName } from './nearest-name.js';
import { objectPlaces } from './object-places.js';
import { oncePerContract } from './remember.js';

/** The objects of a request that may hold only documented properties, by pointers in which `*` stands for each item of a list. */
export const closedObjects = oncePerContract((contract) => {
  const closed = contract.rules.some(({ says }) => says.what === 'closed' && says.side === 'request');
  return closed ? [...objectPlaces(contract).request.keys()] : [];
});

/** Ajv notes the evaluated names in a plain object, and so takes `constructor` and the like for evaluated. */
const inheritedNames: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

/** Judges properties that a request may not send, except those that a finding about a missing one mentions. */
export function judgeUndocumented(subject: Subject, body: unknown, errors: readonly ErrorObject[]): readonly Finding[] {
  const findings = new FindingList(subject);
  const unevaluated = groupBy(
    errors.filter(({ keyword }) => keyword === 'unevaluatedProperties'),
    ({ instancePath }) => instancePath,
  );
  for (const [parent, object] of closedObjects(subject.contract).flatMap((pattern) => valuesAt(body, pattern))) {
    if (!isObject(object)) continue;
    const names = [
      ...(unevaluated.get(parent) ?? []).map((error) => String(error.params['unevaluatedProperty'])),
      ...Object.keys(object).filter((name) => inheritedNames.has(name)),
    ];
    // The table of the page closes the root even if its type is not known.
    const type = parent === '' ? (subject.contract.resourceType ?? '') : knownTypeOf(subject, parent, object);
    if (names.length === 0 || type === undefined) continue;

    const known = knownProperties(subject, 'request', parent, type);
    const reported = standIns(object, known);
    const free = [...known.keys()].filter((name) => !(name in object));
    for (const name of names) {
      if (reported.has(name) || known.has(name)) continue; // The value of a known one is wrong: another finding.
      const meant = nearestName(name, free);
      findings.add(undocumentedProperty(subject, parent, name, meant, meant && known.get(meant)?.rule));
    }
  }
  return findings.all();
}

/** Cites the nearest rule: that of the property that was meant, or of the same property elsewhere. */
function undocumentedProperty(subject: Subject, parent: string, name: string, meant?: string, meantRule?: string): Finding {
  const actual = describeProperty(name);
  const pointer = `${parent}/${actual}`;
  const { why, rule } = namedElsewhere(subject, 'request', parent, name);
  const hint = meant === undefined ? '' : ` Did you mean ${meant}?`;
  return findingAbout(subject, 'request.body.undocumented-property', meantRule ?? rule ?? 'request.body.closed', {
    pointer,
    expected: 'only properties that the page or the metadata names',
    actual,
    message: `The request sends ${pointer}, ${why}${hint}`,
    names: actual === name ? undefined : [...parent.split('/').slice(1), name],
  });
}

/** Notes properties that the page does not name, where it does not say that its table names all. */
export function judgeOpenTable(subject: Subject, body: unknown): readonly Finding[] {
  const { rules, resourceType = '' } = subject.contract;
  const isOpen =
    closedObjects(subject.contract).length === 0 && rules.some(({ id, at }) => at.kind === 'table-row' && id.startsWith('request.body/'));
  if (!isOpen || !isObject(body)) return [];
  const known = knownProperties(subject, 'request', '', resourceType);
  const findings = new FindingList(subject);
  for (const name of Object.keys(body)) {
    if (known.has(name) || name.includes('@')) continue;
    const meant = nearestName(
      name,
      [...known.keys()].filter((other) => !(other in body)),
    );
    const actual = describeProperty(name);
    const hint = meant === undefined ? '' : ` Did you mean ${meant}?`;
    findings.add(
      findingAbout(subject, 'request.not-checked', 'request.body', {
        pointer: `/${actual}`,
        expected: 'a property that the page names',
        actual,
        message: `The request sends /${actual}, which was not judged: the page does not name it, nor does it say that its table names all.${hint}`,
        names: actual === name ? undefined : [name],
      }),
    );
  }
  return findings.all();
}
