import { anyStep, type BodyRule, type Matcher } from '../../../contracts/judge/pact/interaction.js';
import { isObject } from '../../../contracts/json-value.js';
import { rulePath } from './rule-path.js';

const text: Matcher = { kind: 'json-type', types: ['string'] };

/** By the names of generators: what each of them writes. Of those that take a value from elsewhere, such as `ProviderState`, nothing is known. */
const written: ReadonlyMap<unknown, Matcher> = new Map<string, Matcher>([
  ['RandomInt', { kind: 'json-type', types: ['integer'] }],
  ['RandomDecimal', { kind: 'json-type', types: ['number'] }],
  ['RandomBoolean', { kind: 'json-type', types: ['boolean'] }],
  ['RandomHexadecimal', text],
  ['RandomString', text],
  ['Regex', text],
  ['Uuid', text],
  ['Date', text],
  ['Time', text],
  ['DateTime', text],
]);

/**
 * Reads the generators of a body, by their paths, into the places where no rule stands. A generator writes over the example when the pact is
 * replayed: of what it stands for, only the type is known.
 */
export function readGenerators(raw: Record<string, unknown>, body: BodyRule[]): void {
  const taken = new Set(body.map(({ path }) => keyOf(path)));
  for (const key of Object.keys(raw)) {
    const path = rulePath(key);
    if (path === undefined || taken.has(keyOf(path))) continue;
    taken.add(keyOf(path));
    const generator = raw[key];
    const matcher = written.get(isObject(generator) ? generator['type'] : undefined) ?? { kind: 'type' };
    body.push({ path, list: { combine: 'and', matchers: [matcher] }, generated: true });
  }
}

function keyOf(path: BodyRule['path']): string {
  return JSON.stringify(path.map((step) => (step === anyStep ? null : step)));
}
