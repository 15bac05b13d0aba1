import { isObject } from './json-value.js';
import { nearestName } from './judge/nearest-name.js';
import { visible } from './visible.js';

/**
 * JavaScript checks no types, and a misspelt option would do nothing.
 * @param taker such as `judge()`. @throws TypeError that names the nearest option, or says that the options are no object.
 */
export function refuseUnknownOptions(taker: string, options: unknown, known: readonly string[]): void {
  if (!isObject(options)) throw new TypeError(`${taker} takes its options as an object, such as { ${known[0] ?? ''}: … }.`);
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const nearest = nearestName(unknown, known);
  const hint = nearest === undefined ? `Its options are ${known.join(', ')}.` : `Did you mean ${nearest}?`;
  throw new TypeError(`${taker} has no option ${JSON.stringify(visible(unknown.slice(0, 60)))}. ${hint}`);
}
