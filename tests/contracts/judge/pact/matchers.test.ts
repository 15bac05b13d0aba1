import { collections, judgePact, told } from '../../../recordings/traffic/pact/judged-pact.js';
import { reliedOn } from './relied-on.js';
import { reliedOnInteraction, sentInteraction } from './row.js';
import { sent } from './sent.js';

describe.each(collections)('%s', (collection) => {
  test.each(reliedOn)('a consumer relies on $name', (row) => {
    const expected = (row.findings ?? []).map((finding) => `expectation.${finding}`);
    expect(told(judgePact(reliedOnInteraction(row, collection)))).toEqual(expected);
  });

  test.each(sent)('a consumer sends $name', (row) => {
    const expected = (row.findings ?? []).map((finding) => `request.${finding}`);
    expect(told(judgePact(sentInteraction(row, collection)))).toEqual(expected);
  });
});
