import { collections, judgePact, told } from '../../../recordings/traffic/pact/judged-pact.js';
import { reliedOn } from './relied-on.js';
import { reliedOnInteraction, sentInteraction, type Row } from './row.js';
import { sent } from './sent.js';

function named(rows: readonly Row[]): readonly { readonly name: string; readonly row: Row }[] {
  return rows.map((row) => ({ name: row[0], row }));
}

function findingsOf([, , ...findings]: Row, side: 'expectation' | 'request'): readonly string[] {
  return findings.map((finding) => `${side}.${finding}`);
}

describe.each(collections)('%s', (collection) => {
  test.each(named(reliedOn))('a consumer relies on $name', ({ row }) => {
    expect(told(judgePact(reliedOnInteraction(row, collection)))).toEqual(findingsOf(row, 'expectation'));
  });

  test.each(named(sent))('a consumer sends $name', ({ row }) => {
    expect(told(judgePact(sentInteraction(row, collection)))).toEqual(findingsOf(row, 'request'));
  });
});
