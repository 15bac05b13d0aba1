/**
 * Requests for each assignment in each API version: enough for a night in which everything is asked for twice and half of it is retried, and too little
 * to do harm.
 */
const perCheck = 40;

/** Kept for looking after the tenant when all else has used up its share. */
export const reserve = 40;

/** The hard limit of requests of a run, unless a configuration gives another. @param checks how many assignments are checked, each API version by itself. */
export function requestLimit(checks: number): number {
  return reserve + perCheck * checks;
}
