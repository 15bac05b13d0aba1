import { nameOf } from './contestants.js';
import type { Measurements } from './measurements.js';
import { comparator } from './peers/comparator.js';
import { redocly } from './peers/redocly.js';

/** What the project wants to reach: a ratio of times, or a peak of memory in bytes, at most. */
type Aim = { readonly says: string; readonly exchanges: number; readonly who: string; readonly atMost: number } & (
  { readonly kind: 'ratio'; readonly to: string } | { readonly kind: 'memory' }
);

export const largeSize = 1_000_000;

const memoryLimit = 120e6;

const { ours, floor, start } = nameOf;

export const aims: readonly Aim[] = [
  ratio('100,000 exchanges of HAR: at most a third of the time of Redocly drift', 100_000, ours.har, redocly.name, 1 / 3),
  ratio('100,000 exchanges of NDJSON: at most a third of the time of Redocly drift on HAR', 100_000, ours.ndjson, redocly.name, 1 / 3),
  ratio('100,000 exchanges of HAR: at most 1.6 times the floor', 100_000, ours.har, floor.har, 1.6),
  ratio('100,000 exchanges of NDJSON: at most 1.6 times the floor', 100_000, ours.ndjson, floor.ndjson, 1.6),
  memory('100,000 exchanges of HAR: memory under 120 MB', 100_000, ours.har),
  memory('100,000 exchanges of NDJSON: memory under 120 MB', 100_000, ours.ndjson),
  memory('1,000,000 exchanges of HAR: memory under 120 MB', largeSize, ours.har),
  memory('1,000,000 exchanges of NDJSON: memory under 120 MB', largeSize, ours.ndjson),
  ratio('a pact of one interaction: at most twice the time of `node -e 0`', 1, ours.pact, start, 2),
  ratio('a pact of 10,000 interactions: at most 1.5 times a bare `JSON.parse` of it', 10_000, ours.pact, floor.pact, 1.5),
  ratio('a pact of 10,000 interactions: at most a fifth of the time of openapi-pact-comparator', 10_000, ours.pact, comparator.name, 1 / 5),
];

export interface AimResult {
  readonly says: string;
  readonly measured: string;
  readonly met: string;
}

export function judgeAims(measurements: Measurements): AimResult[] {
  return aims.map((aim) => {
    const { says, exchanges, who, atMost } = aim;
    const unmeasured = { says, measured: 'not measured', met: '' };
    if (aim.kind === 'memory') {
      const peak = measurements.peakMemory(exchanges, who);
      return peak === undefined ? unmeasured : { says, measured: `${(peak / 1e6).toFixed(0)} MB`, met: yesOrNo(peak < atMost) };
    }
    const spread = measurements.ratio(exchanges, who, aim.to);
    if (spread === undefined) return unmeasured;
    const { median, least, most } = spread;
    return { says, measured: `${fixed(median)} (${fixed(least)} to ${fixed(most)})`, met: yesOrNo(median <= atMost) };
  });
}

function ratio(says: string, exchanges: number, who: string, to: string, atMost: number): Aim {
  return { kind: 'ratio', says, exchanges, who, to, atMost };
}

function memory(says: string, exchanges: number, who: string): Aim {
  return { kind: 'memory', says, exchanges, who, atMost: memoryLimit };
}

function fixed(value: number): string {
  return value.toFixed(2);
}

function yesOrNo(met: boolean): string {
  return met ? 'yes' : 'no';
}
