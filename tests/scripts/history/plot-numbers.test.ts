import { niceCeiling, rollingMedian } from '../../../scripts/history/page/plot-numbers.js';

test.each<[values: number[], length: number, medians: number[]]>([
  [[], 3, []],
  [[5], 3, [5]],
  // The upper of two; today counts; what is older than the length does not.
  [[1, 9], 3, [1, 9]],
  [[1, 9, 5, 7, 100, 8], 3, [1, 9, 5, 7, 7, 8]],
  // By number, not by letter.
  [[10, 9, 100], 3, [10, 10, 10]],
  [[3, 1, 2], 1, [3, 1, 2]],
])('the medians of %j over %d are %j', (values, length, medians) => {
  const before = [...values];
  expect(rollingMedian(values, length)).toEqual(medians);
  expect(values).toEqual(before);
});

test.each<[values: number[], ceiling: number]>([
  [[], 1],
  [[0, 0], 1],
  [[1], 1],
  [[10], 10],
  [[11], 20],
  [[21, 40], 40],
  [[41], 60],
  [[61], 80],
  [[81], 100],
  [[0.3], 0.4],
  // By number, not by letter.
  [[9, 11], 20],
  // Three times the usual still counts; a few beyond that do not.
  [[...Array.from({ length: 30 }, () => 10), 30], 40],
  [[...Array.from({ length: 30 }, () => 10), 31], 20],
  [[...Array.from({ length: 30 }, () => 10), 5000], 20],
])('the ceiling of %j is %d', (values, ceiling) => {
  expect(niceCeiling(values)).toBe(ceiling);
});
