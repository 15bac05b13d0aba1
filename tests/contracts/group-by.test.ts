import { addToGroup, first, groupBy } from '../../contracts/group-by.js';

test('items are grouped by their key, in the order of the first of each', () => {
  const groups = groupBy(['pear', 'apple', 'plum', 'fig', 'apricot'], (word) => word.charAt(0));
  expect([...groups]).toEqual([
    ['p', ['pear', 'plum']],
    ['a', ['apple', 'apricot']],
    ['f', ['fig']],
  ]);
  addToGroup(groups, 'f', 'fennel');
  expect(first(groups.get('f') ?? [])).toBe('fig');
  expect(groupBy([], String).size).toBe(0);
  expect(() => first([])).toThrow('The group is empty.');
});
