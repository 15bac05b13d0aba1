import type { Found } from './found.js';
import type { Result } from './measure/contest.js';
import { ratioOf, spreadOf, type Spread } from './measure/statistics.js';

/** All that a benchmark has measured: by number of exchanges, then by name of contestant. */
export class Measurements {
  private readonly results = new Map<number, Map<string, Result>>();

  add(exchanges: number, results: ReadonlyMap<string, Result>): void {
    this.results.set(exchanges, new Map([...(this.results.get(exchanges) ?? []), ...results]));
  }

  get sizes(): number[] {
    return [...this.results.keys()].sort((a, b) => a - b);
  }

  /** Whether a contestant took part, however it went. */
  has(name: string): boolean {
    return [...this.results.values()].some((results) => results.has(name));
  }

  seconds(exchanges: number, name: string): Spread | undefined {
    return spreadOf(this.times(exchanges, name));
  }

  ratio(exchanges: number, name: string, other: string): Spread | undefined {
    return ratioOf(this.times(exchanges, name), this.times(exchanges, other));
  }

  peakMemory(exchanges: number, name: string): number | undefined {
    const result = this.results.get(exchanges)?.get(name);
    return result?.kind === 'measured' ? result.peakMemory : undefined;
  }

  /** Why there is no figure; undefined if there is one, or if nobody tried. */
  failure(exchanges: number, name: string): string | undefined {
    const result = this.results.get(exchanges)?.get(name);
    return result?.kind === 'failed' ? result.reason : undefined;
  }

  /** What a contestant found in the largest input that it has mastered. */
  largestFound(name: string): { readonly exchanges: number; readonly found: Found } | undefined {
    for (const exchanges of this.sizes.reverse()) {
      const result = this.results.get(exchanges)?.get(name);
      if (result?.kind === 'measured' && result.found !== undefined) return { exchanges, found: result.found };
    }
    return undefined;
  }

  private times(exchanges: number, name: string): readonly number[] {
    const result = this.results.get(exchanges)?.get(name);
    return result?.kind === 'measured' ? result.seconds : [];
  }
}
