import { isObject } from '../../../contracts/json-value.js';
import type { Matcher, RuleList, StatusClass } from '../../../contracts/judge/pact/matchers/rule-list.js';

/** Reads the rules of one place: `{ "combine", "matchers": […] }` since version 3, a single matcher before. Undefined if there are none. */
export function readRuleList(raw: unknown): RuleList | undefined {
  if (!isObject(raw)) return undefined;
  const { matchers, combine } = raw;
  const list = Array.isArray(matchers) ? matchers.filter(isObject).map(readMatcher) : isMatcher(raw) ? [readMatcher(raw)] : [];
  if (list.length === 0) return undefined;
  return { combine: typeof combine === 'string' && combine.toUpperCase() === 'OR' ? 'or' : 'and', matchers: list };
}

/** The members that imply `match` in version 2. */
const ownNames = ['regex', 'min', 'max', 'date', 'time', 'timestamp'] as const;

export function isMatcher(raw: Record<string, unknown>): boolean {
  return typeof raw['match'] === 'string' || ownNames.some((name) => name in raw);
}

function readMatcher(raw: Record<string, unknown>): Matcher {
  const { match } = raw;
  const name = typeof match === 'string' ? match : ownNames.find((own) => own in raw);
  // Versions and languages differ in `notEmpty`, `not-empty` and `NotEmpty`.
  const key = name?.replaceAll('-', '').toLowerCase() ?? '';
  const simple = simpleMatchers.get(key);
  if (simple !== undefined) return simple;
  const { regex, value, rules } = raw;
  switch (key) {
    case 'regex':
      return typeof regex === 'string' ? { kind: 'regex', regex } : { kind: 'unknown' };
    case 'include':
      return typeof value === 'string' ? { kind: 'include', text: value } : { kind: 'unknown' };
    case 'contenttype':
      return typeof value === 'string' ? { kind: 'content-type', value } : { kind: 'unknown' };
    case 'eachkey':
      return { kind: 'members', keys: innerRules(rules) ?? { combine: 'and', matchers: [{ kind: 'anything' }] } };
    case 'eachvalue':
      return { kind: 'members', values: innerRules(rules) ?? { combine: 'and', matchers: [{ kind: 'unknown' }] } };
    case 'statuscode':
      return readStatusCode(raw['status']);
    default:
      return { kind: 'unknown' };
  }
}

/** Matchers without parameters that matter, by their names in lower case without hyphens. */
const simpleMatchers: ReadonlyMap<string, Matcher> = new Map<string, Matcher>([
  ['equality', { kind: 'equality' }],
  ['type', { kind: 'type' }],
  ['min', { kind: 'type' }],
  ['max', { kind: 'type' }],
  ['minmax', { kind: 'type' }],
  ['notempty', { kind: 'not-empty' }],
  ['integer', { kind: 'json-type', types: ['integer'] }],
  ['decimal', { kind: 'json-type', types: ['number'] }],
  ['number', { kind: 'json-type', types: ['number', 'integer'] }],
  ['boolean', { kind: 'json-type', types: ['boolean'] }],
  ['null', { kind: 'json-type', types: ['null'] }],
  ['arraycontains', { kind: 'json-type', types: ['array'] }],
  ['date', { kind: 'format', format: 'a date' }],
  ['time', { kind: 'format', format: 'a time' }],
  ['timestamp', { kind: 'format', format: 'a date and time' }],
  ['datetime', { kind: 'format', format: 'a date and time' }],
  ['semver', { kind: 'format', format: 'a version number' }],
  ['values', { kind: 'members' }],
]);

/** Rules within these are not read: no library writes any, and a file could nest them endlessly. */
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
