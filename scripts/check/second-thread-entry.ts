/** What the second thread runs: it judges the parts that it is given, one after the other. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Part } from '../../recordings/input/part.js';
import { judgePart, type JudgeOptions } from './judge-part.js';

parentPort?.on('message', (part: Part) => {
  parentPort?.postMessage(judgePart(part, workerData as JudgeOptions));
});
