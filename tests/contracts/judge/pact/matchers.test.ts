import { collections, judgePact, told } from '../../../recordings/traffic/pact/judged-pact.js';
import { reliedOnInteraction, sentInteraction } from './interaction-of-row.js';
import { reliedOn, sent } from './rows.js';

describe.each(collections)('%s', (collection) => {
  test.each(reliedOn)('a consumer relies on $name', (row) => {
    expect(told(judgePact(reliedOnInteraction(row, collection)))).toEqual(row.told ?? []);
  });

  test.each(sent)('a consumer sends $name', (row) => {
    expect(told(judgePact(sentInteraction(row, collection)))).toEqual(row.told ?? []);
  });
});
