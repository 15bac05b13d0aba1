import { isObject } from '../../../contracts/json-value.js';
import { anyStep, type BodyRule, type PathStep } from '../../../contracts/judge/pact/interaction.js';
import type { Matcher } from '../../../contracts/judge/pact/matchers/rule-list.js';

/** Whether matchers may stand among the values: before version 2 only, which gave them a place of their own. @param version of the pact's specification; empty where it does not say. */
export function hasTerms(version: string): boolean {
  return /^[01]\b/.test(version);
}

/** The names that lead from a term to its example; undefined for what is no term. */
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

/** How deep terms are looked for: a file could nest them without end. */
const deepest = 100;

/**
 * Before there were matching rules, the Ruby library wrote its matchers into the values: `{ "json_class": "Pact::Term", "data": { "generate",
 * "matcher" } }`. Gives the example that is meant, and puts the rules into a list.
 */
export function withoutTerms(value: unknown, rules: BodyRule[], path: readonly PathStep[] = [], depth = 0): unknown {
  if (typeof value !== 'object' || value === null || depth > deepest) return value;
  const inner = (found: unknown, ...steps: readonly PathStep[]): unknown => withoutTerms(found, rules, [...path, ...steps], depth + 1);
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
