import type { PathStep } from '../../../contracts/judge/pact/interaction.js';
import { strongest } from '../../../contracts/judge/pact/rule-at.js';
import { isObject } from '../../../contracts/json-value.js';
import { headerOfKey } from './read-rules.js';
import { rulePath } from './rule-path.js';

/** The part of a message that rules are about. */
export type RulePart = 'body' | 'header' | 'status' | 'path';

/** A rule, where it is written. */
interface WrittenRule {
  readonly part: RulePart;
  /** What it is about, within its part. */
  readonly path: readonly PathStep[];
  readonly at: readonly string[];
}

/**
 * The names that lead to the rule of a place, within the matching rules of a message of any version; undefined if none has a rule for it.
 * @param path the names that lead to the place, within its part: none for the status and the path, that of a header in lower case.
 */
export function pathOfRule(matchingRules: unknown, part: RulePart, path: readonly string[]): readonly string[] | undefined {
  if (!isObject(matchingRules)) return undefined;
  const ofPart = Object.keys(matchingRules)
    .flatMap((key) => (key.startsWith('$') ? oldRule(key) : rulesUnder(key, matchingRules[key])))
    .filter((rule) => rule.part === part);
  return strongest(ofPart, path)?.at;
}

function oldRule(key: string): WrittenRule[] {
  const [part, ...path] = rulePath(key) ?? [];
  if (part === 'body' || part === 'path') return [{ part, path, at: [key] }];
  const [name] = path;
  return (part === 'headers' || part === 'header') && typeof name === 'string'
    ? [{ part: 'header', path: [name.toLowerCase()], at: [key] }]
    : [];
}

function rulesUnder(key: string, raw: unknown): WrittenRule[] {
  if (key === 'status' || key === 'path') return [{ part: key, path: [], at: [key] }];
  const names = isObject(raw) ? Object.keys(raw) : [];
  if (key === 'body') return names.map((name) => ({ part: key, path: rulePath(name) ?? [name], at: [key, name] }));
  if (key !== 'header' && key !== 'headers') return [];
  return names.map((name) => ({ part: 'header', path: [headerOfKey(name) ?? name], at: [key, name] }));
}
