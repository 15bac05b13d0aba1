import type { Source } from '../../contracts/judge/exchange.js';
import type { Finding } from '../../contracts/judge/finding.js';
import { linesOf } from '../../recordings/input/locate.js';
import type { Part } from '../../recordings/input/part.js';
import type { Counted } from '../report/counted.js';

/** One place of a finding, and how to note its line. */
interface Place {
  readonly finding: Finding;
  readonly note: (line: number) => void;
}

/**
 * Gives each place at which a finding was seen the line of what it is about, in place of the line on which its exchange begins. Done for what a
 * report shows only, when all of a part is judged: most exchanges are healthy, or say what others have said before.
 * @param counted the findings about the part, and about no other.
 */
export function locateFindings(part: Part, counted: Iterable<Counted<Finding>>): void {
  const byItem = new Map<number, Place[]>();
  const add = ({ index }: Source, place: Place): void => {
    const places = byItem.get(index);
    if (places === undefined) byItem.set(index, [place]);
    else places.push(place);
  };
  for (const one of counted) {
    const { sample: finding, places = [] } = one;
    add(one.source, { finding, note: (line) => (one.source = { ...one.source, line }) });
    for (const [at, source] of places.entries()) add(source, { finding, note: (line) => (places[at] = { ...source, line }) });
  }
  for (const [index, places] of byItem) {
    const item = part.items[index - part.first];
    if (item === undefined) continue;
    const lines = linesOf(
      part,
      item,
      places.map(({ finding }) => finding),
    );
    for (const [at, { note }] of places.entries()) note(lines[at] ?? item.line);
  }
}
