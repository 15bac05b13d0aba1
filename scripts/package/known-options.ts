import { nearestName } from '../../contracts/judge/nearest-name.js';
import { shownText } from '../verdict/shown-text.js';

/** JavaScript checks no types, and a misspelt option would do nothing. @param taker such as `judge()`. @throws TypeError that names the nearest option. */
export function refuseUnknownOptions(taker: string, options: object, known: readonly string[]): void {
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const nearest = nearestName(unknown, known);
  const hint = nearest === undefined ? `Its options are ${known.join(', ')}.` : `Did you mean ${nearest}?`;
  throw new TypeError(`${taker} has no option ${JSON.stringify(shownText(unknown, 60))}. ${hint}`);
}
