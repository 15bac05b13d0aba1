import { simulations } from '../../emulator/simulations.js';

/** Says that there is no such simulation, and lists those that there are. */
export function noSuchSimulation(name: string): string[] {
  const width = Object.keys(simulations).reduce((widest, known) => Math.max(widest, known.length), 0);
  const list = Object.entries(simulations).map(([known, { about }]) => `  ${known.padEnd(width)}  ${about}`);
  return [`The emulator has no simulation ${JSON.stringify(name)}. It has:`, ...list];
}
