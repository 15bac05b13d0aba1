/** What the second thread runs: it judges the parts that it is given, one after the other. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Part } from '../../recordings/input/part.js';
import { PartJudge, type JudgeOptions } from './judge-part.js';

const parts = new PartJudge(workerData as JudgeOptions);
parentPort?.on('message', (part: Part) => {
  parentPort?.postMessage(parts.judge(part));
});
