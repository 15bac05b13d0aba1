import type { BaselineEntry } from '../../../scripts/verdict/baseline.js';

/** An entry that is valid at `now`. */
export function entry(own: Partial<BaselineEntry> = {}): BaselineEntry {
  return { fingerprint: '00000000000000a1', owner: 'team intune', reason: 'the page is wrong', expires: '2026-12-31', ...own };
}

export const now = new Date('2026-11-21T02:00:00Z');
