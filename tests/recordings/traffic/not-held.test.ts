/** What a source does not hold is no disagreement: a note says that it was not judged. What it says was not there, is missing. */
import { observationJudge } from '../../../scripts/verdict/judge-observation.js';
import { findingsOf } from '../../contracts/judge/serious.js';
import { notHeld } from './not-held.js';
import { readAll } from '../input/read-all.js';
import { TemporaryFolder } from '../temporary-folder.js';

let folder: TemporaryFolder;
beforeEach(() => {
  folder = new TemporaryFolder();
});
afterEach(() => {
  folder.remove();
});

test.each(Object.entries(notHeld))('%s', async (_, { content, findings }) => {
  const observations = await readAll(folder.write('capture.json', JSON.stringify(content)));
  const judged = observations.map(observationJudge()).map(({ judgement }) => findingsOf(judgement));
  expect(judged.map((found) => found.map(({ code, pointer }) => `${code} ${pointer}`))).toEqual([findings]);
});
