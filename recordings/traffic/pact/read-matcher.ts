import { isObject } from '../../../contracts/json-value.js';
import type { Matcher, RuleList, StatusClass } from '../../../contracts/judge/pact/matchers/rule-list.js';

/**
 * Reads the rules of one place: `{ "combine", "matchers": […] }` since version 3, the matcher alone before. Undefined when there is none.
 */
export function readRuleList(raw: unknown): RuleList | undefined {
  if (!isObject(raw)) return undefined;
  const { matchers, combine } = raw;
  const list = Array.isArray(matchers) ? matchers.filter(isObject).map(readMatcher) : isMatcher(raw) ? [readMatcher(raw)] : [];
  if (list.length === 0) return undefined;
  return { combine: typeof combine === 'string' && combine.toUpperCase() === 'OR' ? 'or' : 'and', matchers: list };
}

/** Names by which version 2 knows a matcher that does not say `match`. */
const ownNames = ['regex', 'min', 'max', 'date', 'time', 'timestamp'] as const;

export function isMatcher(raw: Record<string, unknown>): boolean {
  return typeof raw['match'] === 'string' || ownNames.some((name) => name in raw);
}

function readMatcher(raw: Record<string, unknown>): Matcher {
  const { match } = raw;
  const name = typeof match === 'string' ? match : ownNames.find((own) => own in raw);
  // Versions and languages differ in `notEmpty`, `not-empty` and `NotEmpty`.
  switch (name?.replaceAll('-', '').toLowerCase()) {
    case 'equality':
      return { kind: 'equality' };
    case 'type':
    case 'min':
    case 'max':
    case 'minmax':
      return { kind: 'type' };
    case 'notempty':
      return { kind: 'not-empty' };
    case 'regex':
      return typeof raw['regex'] === 'string' ? { kind: 'regex', regex: raw['regex'] } : { kind: 'unknown' };
    case 'include':
      return typeof raw['value'] === 'string' ? { kind: 'include', text: raw['value'] } : { kind: 'unknown' };
    case 'integer':
      return { kind: 'json-type', types: ['integer'] };
    case 'decimal':
      return { kind: 'json-type', types: ['number'] };
    case 'number':
      return { kind: 'json-type', types: ['number', 'integer'] };
    case 'boolean':
      return { kind: 'json-type', types: ['boolean'] };
    case 'null':
      return { kind: 'json-type', types: ['null'] };
    case 'arraycontains':
      return { kind: 'json-type', types: ['array'] };
    case 'date':
      return { kind: 'format', format: 'a date' };
    case 'time':
      return { kind: 'format', format: 'a time' };
    case 'timestamp':
    case 'datetime':
      return { kind: 'format', format: 'a date and time' };
    case 'semver':
      return { kind: 'format', format: 'a version number' };
    case 'values':
      return { kind: 'members' };
    case 'eachkey':
      return { kind: 'members', keys: innerRules(raw['rules']) ?? { combine: 'and', matchers: [{ kind: 'anything' }] } };
    case 'eachvalue':
      return { kind: 'members', values: innerRules(raw['rules']) ?? { combine: 'and', matchers: [{ kind: 'unknown' }] } };
    case 'contenttype':
      return typeof raw['value'] === 'string' ? { kind: 'content-type', value: raw['value'] } : { kind: 'unknown' };
    case 'statuscode':
      return readStatusCode(raw['status']);
    default:
      return { kind: 'unknown' };
  }
}

/** A rule within a rule is not read further: no library writes one deeper, and a file could nest them without end. */
function innerRules(rules: unknown): RuleList | undefined {
  const flat = Array.isArray(rules) ? rules.filter(isObject).filter((rule) => !('rules' in rule)) : [];
  return readRuleList({ matchers: flat });
}

const classes: readonly string[] = [
  'info',
  'success',
  'redirect',
  'clientError',
  'serverError',
  'nonError',
  'error',
] satisfies StatusClass[];

function readStatusCode(status: unknown): Matcher {
  if (typeof status === 'string' && classes.includes(status)) return { kind: 'status', statuses: status as StatusClass };
  if (typeof status === 'number') return { kind: 'status', statuses: [status] };
  if (!Array.isArray(status)) return { kind: 'unknown' };
  return { kind: 'status', statuses: status.filter((code): code is number => typeof code === 'number') };
}
