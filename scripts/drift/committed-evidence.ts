import { relative } from 'node:path';
import { packageRoot, pactsFolder, recordingsFolder } from '../../contracts/folders.js';
import { listFiles } from '../../recordings/traffic/input/list-files.js';
import { readInput } from '../../recordings/traffic/input/read-input.js';
import { observationJudge } from '../verdict/judge-observation.js';
import type { Tally } from '../verdict/tally.js';

/** How many committed recordings, and interactions of our own pact, were judged. */
export interface CommittedEvidence {
  readonly recordings: number;
  readonly interactions: number;
}

/** Judges the committed recordings, and our own pact, under today's rules. */
export async function judgeCommittedEvidence(tally: Tally): Promise<CommittedEvidence> {
  const recordings = listFiles(recordingsFolder);
  for (const file of recordings) await judgeFile(file, tally);
  let interactions = 0;
  for (const file of listFiles(pactsFolder)) interactions += await judgeFile(file, tally);
  return { recordings: recordings.length, interactions };
}

async function judgeFile(file: string, tally: Tally): Promise<number> {
  const judge = observationJudge();
  let count = 0;
  for await (const { observations } of readInput(file)) {
    for (const observation of observations) {
      const { source, judgement } = judge(observation);
      const { index, description } = source;
      tally.add({ source: { file: relative(packageRoot, file), index, description }, judgement });
    }
    count += observations.length;
  }
  return count;
}
