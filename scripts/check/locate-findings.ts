import type { Finding } from '../../contracts/judge/finding.js';
import { linesOf } from '../../recordings/traffic/finding-lines.js';
import type { Part } from '../../recordings/traffic/part.js';
import type { FindingLines, Judged } from '../verdict/tally.js';

const none: FindingLines = new Map();

/**
 * Tells the line that each finding is about, in place of the line on which its exchange begins. Done for what a report shows only: most exchanges are
 * healthy, or say what others have said before.
 */
export class FindingLocator {
  private input = '';
  /** By fingerprint, on how many lines of the input it is known to be. */
  private readonly located = new Map<string, number>();

  /** @param mostPlaces how many places of a finding a report shows. */
  constructor(private readonly mostPlaces: number) {}

  /**
   * Those of an exchange of the part, without those of which a report has enough. Exchanges of an input come in their order, so what is known by then
   * comes first.
   */
  linesOf(part: Part, { source, judgement }: Judged): FindingLines {
    if (judgement.kind === 'outside') return none;
    if (part.name !== this.input) this.located.clear();
    this.input = part.name;
    const item = part.items[source.index - part.first];
    const shown = judgement.findings.filter(({ fingerprint }) => (this.located.get(fingerprint) ?? 0) < this.mostPlaces);
    if (item === undefined || shown.length === 0) return none;
    const lines = linesOf(part, item, shown);
    this.countLines(shown, lines);
    return new Map(shown.map((finding, at) => [finding, lines[at] ?? item.line]));
  }

  /** Those of one exchange that are on the same line are one place. */
  private countLines(findings: readonly Finding[], lines: readonly number[]): void {
    const places = new Set<string>();
    for (const [at, { fingerprint }] of findings.entries()) {
      const before = places.size;
      places.add(`${fingerprint}:${String(lines[at])}`);
      if (places.size > before) this.located.set(fingerprint, (this.located.get(fingerprint) ?? 0) + 1);
    }
  }
}
