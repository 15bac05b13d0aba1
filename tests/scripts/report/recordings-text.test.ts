import { recordingsText } from '../../../scripts/report/recordings-text.js';

test('unused recordings are a line for each file', () => {
  const unused = Array.from({ length: 100_000 }, (_, index) => ({ file: index % 2 === 0 ? 'a.json' : 'b.json', index, description: '' }));
  expect(recordingsText({ served: 100_000, unused })).toEqual([
    {
      title: 'unused recordings',
      head: 'unused recordings  (100000 of 100000)',
      lines: [
        'a.json, number 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, and 49990 more',
        'b.json, number 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, and 49990 more',
      ],
      fails: false,
    },
  ]);
});
