/** Runs of signs are found without a look at each: an expression, which looks at each, finds the same. */
import * as fc from '../../equipment/fast-check.js';
import { runsOf, signsOf } from '../../../recordings/scan/runs.js';

test('runs are those that an expression finds', () => {
  const signs = signsOf('abc-');
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '-', '-', 'A', 'é', '\u{1f600}', ' '), maxLength: 60 });
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 9 }), (written, shortest) => {
      const found = [...written.matchAll(new RegExp(`[abc-]{${shortest},}`, 'g'))];
      expect(runsOf(written, signs, shortest)).toEqual(found.map(({ index, 0: { length } }) => ({ begin: index, end: index + length })));
    }),
    { numRuns: 1000 },
  );
});
