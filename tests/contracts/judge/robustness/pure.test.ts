import fc from '../../../equipment/fast-check.js';
import type { Exchange } from '../../../../contracts/judge/exchange.js';
import { contracts } from '../../../../contracts/judge/compiled-contracts.js';
import { judge } from '../../../../contracts/judge/judge.js';
import { mutants } from '../mutation/mutants.js';
import { woundedExchanges } from './arbitrary-wild.js';

const some = mutants.filter((_mutant, index) => index % 20 === 0).map(({ broken }) => broken);

test('the same exchange is judged the same twice, and left as it was', () => {
  fc.assert(
    fc.property(woundedExchanges, (exchange) => {
      const before = structuredClone(exchange);
      const first = judge(frozen(exchange));
      expect(judge(before)).toEqual(first);
      expect(exchange).toEqual(before);
    }),
    { numRuns: 200 },
  );
});

test('what was judged before has no influence', () => {
  const forwards = some.map((exchange) => judge(exchange));
  const backwards = some.toReversed().map((exchange) => judge(exchange));
  expect(backwards.toReversed()).toEqual(forwards);
});

test('the contracts are left as they were', () => {
  const before = structuredClone(contracts);
  for (const broken of some) judge(broken);
  expect(contracts).toEqual(before);
});

test('where an exchange was read changes nothing: a report adds that', () => {
  const source = { file: 'traffic.har', index: 3, description: 'an update' };
  const [broken] = some;
  if (broken === undefined) throw new Error('No mutants.');
  const exchange: Exchange = { ...broken, source };
  expect(judge(exchange)).toEqual(judge(broken));
});

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) frozen(inner);
    Object.freeze(value);
  }
  return value;
}
