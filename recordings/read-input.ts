import type { Observation } from './observation.js';
import { readTraffic } from './read-traffic.js';

/** Reads what a file holds, one after the other. @throws ReadError, after what could be read, where it cannot be read on. */
// eslint-disable-next-line @typescript-eslint/require-await -- the formats that are read in pieces will wait
export async function* readInput(file: string): AsyncGenerator<Observation> {
  const { kind, exchanges } = readTraffic(file);
  for (const exchange of exchanges) yield { kind, exchange };
}
