import { contracts } from '../../../contracts/judge/compiled-contracts.js';
import { judgeExpectation } from '../../../contracts/judge/pact/judge-expectation.js';
import { healthyExchange, objectAt } from './healthy-exchange.js';
import { findingsOf } from './serious.js';

const operations = contracts.map((contract) => ({ contract, name: contract.name }));

test.each(operations)('a consumer of $name that misspells a property relies on an undocumented one', ({ contract }) => {
  const exchange = healthyExchange(contract);
  const body = objectAt(exchange, 'response', '');
  body['Target'] = body['target'];
  delete body['target'];
  const findings = findingsOf(judgeExpectation(exchange));
  expect(findings).toMatchObject([
    { code: 'expectation.undocumented-property', severity: 'breaking', pointer: '/Target', actual: 'Target' },
  ]);
});

test.each(operations)('a consumer of $name may rely on less than what is documented', ({ contract }) => {
  const exchange = healthyExchange(contract);
  exchange.response.body = { id: 'x' };
  expect(findingsOf(judgeExpectation(exchange))).toEqual([]);
});
