/** The configuration of drift names the operations of the contracts that update an object. */
import type { Contract } from '../../../contracts/contract.js';
import { contracts } from '../../../contracts/judge/compiled-contracts.js';
import { committedSchema, withOperations } from '../../../scripts/build/config-schema.js';

test('the committed schema has the operations of the contracts', () => {
  expect(committedSchema()).toEqual(withOperations(committedSchema(), contracts));
});

test('an operation with another method is none of them', () => {
  const [first, second] = contracts as readonly [Contract, Contract];
  const { operation } = withOperations(committedSchema(), [{ ...first, method: 'POST' }, second]).properties.assignments.items.properties;
  expect(operation).toEqual({ type: 'string', enum: [second.name], description: `Give "${second.name}".` });
});
