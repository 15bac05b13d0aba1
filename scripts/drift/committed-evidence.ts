import { relative } from 'node:path';
import { packageRoot, pactsFolder } from '../../contracts/folders.js';
import { recordingsFolder } from '../../recordings/folder.js';
import { listFiles } from '../../recordings/list-files.js';
import { judgeFile } from '../judge-file.js';
import type { Judged } from '../report/report.js';

export interface CommittedEvidence {
  readonly judged: readonly Judged[];
  readonly recordings: number;
  readonly interactions: number;
}

/** Judges what is committed beside the contracts, under today's rules: the recordings and our own pact. */
export function judgeCommittedEvidence(): CommittedEvidence {
  const recordings = listFiles(recordingsFolder);
  const ofRecordings = recordings.flatMap((file) => judgeFile(file, relative(packageRoot, file)));
  const ofPacts = listFiles(pactsFolder).flatMap((file) => judgeFile(file, relative(packageRoot, file)));
  return { judged: [...ofRecordings, ...ofPacts], recordings: recordings.length, interactions: ofPacts.length };
}
