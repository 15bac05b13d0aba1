import { judgeCommittedEvidence, type CommittedEvidence } from './committed-evidence.js';
import { runNight } from './run-night.js';
import type { NightResult, NightSettings } from './night-result.js';
import type { Stage } from './drift-target.js';

export interface DriftResult extends NightResult {
  /** How much of what is committed was judged besides; absent when nothing was. */
  readonly evidence?: CommittedEvidence;
}

/** The nightly check: a night, and what is committed. A dry run and a restore judge nothing. */
export async function runDrift(stage: Stage, settings: NightSettings): Promise<DriftResult> {
  let evidence: CommittedEvidence | undefined;
  const result = await runNight(stage, settings, async (tally) => {
    if ((settings.mode ?? 'check') === 'check') evidence = await judgeCommittedEvidence(tally);
  });
  return { ...result, ...(evidence === undefined ? {} : { evidence }) };
}
