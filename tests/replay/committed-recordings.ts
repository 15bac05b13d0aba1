import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { listFiles } from '../../recordings/traffic/list-files.js';
import { recordingsFolder } from '../../contracts/folders.js';
import type { Recording } from '../../recordings/traffic/recording.js';

/** Every committed recording, with a short name for the titles of tests. */
export const committedRecordings: readonly (readonly [string, Recording])[] = listFiles(recordingsFolder).map((file) => [
  join(basename(dirname(file)), basename(file)),
  JSON.parse(readFileSync(file, 'utf8')) as Recording,
]);
