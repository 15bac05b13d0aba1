import { isObject } from '../json-value.js';
import { findingAbout, type Finding, type Subject } from './finding.js';

/** Members of a request body that are read-only by the published pages. */
export function judgeReadOnly(subject: Subject, body: unknown): Finding[] {
  if (!isObject(body)) return [];
  return subject.contract.readOnly.flatMap(({ property, rule, versions }): Finding[] => {
    if (!(property in body) || (subject.version !== undefined && !versions.includes(subject.version))) return [];
    return [
      findingAbout(subject, 'request.body.read-only', rule, {
        pointer: `/${property}`,
        expected: 'only properties that a client can set',
        actual: property,
        message: `The request sends /${property}, which is read-only.`,
      }),
    ];
  });
}
