import { addToGroup } from '../../contracts/group-by.js';
import type { Finding } from '../../contracts/judge/finding.js';
import { linesOf } from '../../recordings/input/locate.js';
import type { Part } from '../../recordings/input/part.js';
import { mostPlaces, type Counted } from '../report/counted.js';

/** One place of a finding, and how to note its line. */
interface Place {
  readonly finding: Finding;
  readonly note: (line: number) => void;
}

/**
 * Gives each place at which a finding was seen the line of what it is about, in place of the line on which its exchange begins. Done for what a
 * report shows only: most exchanges are healthy, or say what others have said before.
 */
export class FindingLocator {
  private input = '';
  /** By fingerprint, how many places in the input have their line. */
  private readonly located = new Map<string, number>();

  /** @param findings those about the part, and about no other. Of an input the parts come in their order, so what is known by then comes first. */
  locate(part: Part, findings: ReadonlyMap<string, Counted<Finding>>): void {
    if (part.name !== this.input) this.located.clear();
    this.input = part.name;
    for (const [index, places] of this.placesOf(findings)) {
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

  /** By item, what may be shown. */
  private placesOf(findings: ReadonlyMap<string, Counted<Finding>>): ReadonlyMap<number, readonly Place[]> {
    const byItem = new Map<number, Place[]>();
    for (const [fingerprint, one] of findings) {
      const { sample: finding, places = [] } = one;
      const located = this.located.get(fingerprint) ?? 0;
      if (located === 0) addToGroup(byItem, one.source.index, { finding, note: (line) => (one.source = { ...one.source, line }) });
      const more = places.slice(0, Math.max(mostPlaces - located, 0));
      for (const [at, source] of more.entries())
        addToGroup(byItem, source.index, { finding, note: (line) => (places[at] = { ...source, line }) });
      this.located.set(fingerprint, located + Math.max(more.length, 1));
    }
    return byItem;
  }
}
