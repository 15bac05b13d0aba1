import { anyStep, type PathStep } from '../../../contracts/judge/pact/interaction.js';
import { strongest } from '../../../contracts/judge/pact/rule-at.js';
import { isObject } from '../../../contracts/json-value.js';

/** The number of paths to remember. The interactions of a pact repeat a few. */
const most = 1_000;

const remembered = new Map<string, readonly PathStep[] | undefined>();

/**
 * The steps of a path in a pact, such as `$.target['@odata.type']` or `$.items[*].*`, without its `$`; undefined for any other text. As in Pact, a dot
 * ends a name: `$.@odata.type` matches nothing, and such names need brackets.
 */
export function rulePath(text: string): readonly PathStep[] | undefined {
  if (!remembered.has(text)) {
    if (remembered.size >= most) remembered.clear();
    remembered.set(text, parse(text));
  }
  return remembered.get(text);
}

const step = /\.([^.[\]]+)|\[(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|(\d+|\*))\]/y;

function parse(text: string): readonly PathStep[] | undefined {
  if (!text.startsWith('$')) return undefined;
  const steps: PathStep[] = [];
  step.lastIndex = 1;
  while (step.lastIndex < text.length) {
    const match = step.exec(text);
    if (match === null) return undefined;
    const [, plain, single, double, index] = match;
    const quoted = single ?? double;
    if (quoted !== undefined) steps.push(quoted.replaceAll(/\\(.)/g, '$1'));
    else if (plain === '*' || index === '*') steps.push(anyStep);
    else steps.push(plain ?? Number(index));
  }
  return steps;
}

/** The header, in lower case, that a key of a rule names: `Accept`, `$.Accept`, `$['Accept']`, or `Accept[0]` for one of its values. */
export function headerOfKey(key: string): string | undefined {
  const [first] = key.startsWith('$') ? (rulePath(key) ?? []) : [key.replace(/\[(?:\d+|\*)\]$/, '')];
  return typeof first === 'string' ? first.toLowerCase() : undefined;
}

/** The part of a message that a rule is about. */
export type RulePart = 'body' | 'header' | 'status' | 'path';

interface WrittenRule {
  readonly part: RulePart;
  /** The place that it is about, within its part. */
  readonly path: readonly PathStep[];
  /** The names that lead to the rule. */
  readonly at: readonly string[];
}

/**
 * The names that lead to the rule for a place, within the matching rules of any version; undefined without one.
 * @param path the names that lead to the place within its part: none for the status and the path, one in lower case for a header.
 */
export function pathOfRule(matchingRules: unknown, part: RulePart, path: readonly string[]): readonly string[] | undefined {
  if (!isObject(matchingRules)) return undefined;
  const rules = Object.keys(matchingRules).flatMap((key) => (key.startsWith('$') ? oldRule(key) : rulesUnder(key, matchingRules[key])));
  return strongest(
    rules.filter((rule) => rule.part === part),
    path,
  )?.at;
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
