import { readFileSync } from 'node:fs';
import { pactsFolder, recordingsFolder } from '../../../contracts/folders.js';
import { listFiles } from '../../../recordings/traffic/input/list-files.js';
import * as input from '../../../recordings/traffic/input/read-input.js';
import { judgeCommittedEvidence } from '../../../scripts/drift/committed-evidence.js';
import { Tally } from '../../../scripts/verdict/tally.js';

test('every exchange that is committed is in the tally when the judging ends', async () => {
  const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
  const recordings = listFiles(recordingsFolder);
  const exchanges = recordings.flatMap((file) => read(file) as unknown[]).length;
  const interactions = listFiles(pactsFolder).flatMap((file) => (read(file) as { interactions: unknown[] }).interactions).length;
  expect(Math.min(exchanges, interactions)).toBeGreaterThan(1);

  // One file after the other: what is still being read when the judging ends is missing in the tally.
  const { readInput } = input;
  let open = 0;
  jest.spyOn(input, 'readInput').mockImplementation(async function* (...args) {
    expect((open += 1)).toBe(1);
    yield* readInput(...args);
    open -= 1;
  });

  const tally = new Tally('breaking', { cases: true });
  expect(await judgeCommittedEvidence(tally)).toEqual({ recordings: recordings.length, interactions });
  expect(open).toBe(0);
  const { summary, verdict, cases } = tally.report('drift');
  expect([summary.exchanges, verdict]).toEqual([exchanges + interactions, 'agrees']);
  // Paths from the root of the package, wherever it is installed.
  expect(cases?.filter(({ source }) => !/^(?:recordings|contracts\/pacts)\//.test(source.file))).toEqual([]);
});
