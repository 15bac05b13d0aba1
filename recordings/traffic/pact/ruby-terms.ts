import { isObject } from '../../../contracts/json-value.js';
import { anyStep, type BodyRule, type PathStep } from '../../../contracts/judge/pact/interaction.js';
import type { Matcher } from '../../../contracts/judge/pact/matchers/rule-list.js';

/** Whether matchers may occur among the values, as before version 2. @param version the version of the pact's specification; empty if unknown. */
export function hasTerms(version: string): boolean {
  return /^[01]\b/.test(version);
}

/** The names that lead from a term to its example; undefined for any other value. */
export function stepsToExample(value: unknown): readonly string[] | undefined {
  switch (isObject(value) ? value['json_class'] : undefined) {
    case 'Pact::Term':
      return ['data', 'generate'];
    case 'Pact::SomethingLike':
    case 'Pact::ArrayLike':
      return ['contents'];
    default:
      return undefined;
  }
}

/** The depth to which terms are searched: a file could nest them endlessly. */
const deepest = 100;

/**
 * Replaces the terms in a value by their examples, and adds their rules to a list. Before there were matching rules, the Ruby library wrote matchers into
 * the values: `{ "json_class": "Pact::Term", "data": { "generate", "matcher" } }`.
 */
export function withoutTerms(value: unknown, rules: BodyRule[], path: readonly PathStep[] = [], depth = 0): unknown {
  if (typeof value !== 'object' || value === null || depth > deepest) return value;
  const inner = (part: unknown, ...steps: readonly PathStep[]): unknown => withoutTerms(part, rules, [...path, ...steps], depth + 1);
  if (Array.isArray(value)) return value.map((item: unknown, index) => inner(item, index));
  const object = value as Record<string, unknown>;
  const add = (matcher: Matcher): number => rules.push({ path, list: { combine: 'and', matchers: [matcher] }, generated: false });
  switch (object['json_class']) {
    case 'Pact::Term': {
      const data = isObject(object['data']) ? object['data'] : {};
      const matcher = isObject(data['matcher']) ? data['matcher'] : {};
      add(typeof matcher['s'] === 'string' ? { kind: 'regex', regex: matcher['s'] } : { kind: 'unknown' });
      return data['generate'];
    }
    case 'Pact::SomethingLike':
      add({ kind: 'type' });
      return inner(object['contents']);
    case 'Pact::ArrayLike':
      add({ kind: 'type' });
      return [inner(object['contents'], anyStep)];
    default:
      return Object.fromEntries(Object.keys(object).map((name) => [name, inner(object[name], name)]));
  }
}
