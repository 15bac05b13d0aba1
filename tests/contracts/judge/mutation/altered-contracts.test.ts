/** Proof that a rule which a page gains is covered without new test code: the same mutation test, of contracts that nobody has seen before. */
import type * as Altered from './altered-contracts.js';
import type * as Validators from './compile-validators.js';
import type * as Compiled from '../../../../contracts/judge/compiled-contracts.js';
import { contracts } from '../../../../contracts/judge/compiled-contracts.js';
import { coverageOf } from '../../../../contracts/judge/coverage.js';
import { judge } from '../../../../contracts/judge/judge.js';
import { contractNamed, healthyExchange, isClosed, objectAt } from '../healthy-exchange.js';
import { serious } from '../serious.js';
import { describeMutationTest } from './mutation-suite.js';

jest.mock('../../../../contracts/judge/compiled-contracts.js', () => ({
  ...jest.requireActual<typeof Compiled>('../../../../contracts/judge/compiled-contracts.js'),
  contracts: jest.requireActual<typeof Altered>('./altered-contracts.js').contracts,
}));
jest.mock('../../../../contracts/judge/validators.generated.js', () =>
  jest
    .requireActual<typeof Validators>('./compile-validators.js')
    .compileValidators(jest.requireActual<typeof Altered>('./altered-contracts.js').contracts),
);

describeMutationTest('mutation score of altered contracts');

test('where the page does not say that its table is all, a request may hold more', () => {
  const found = contracts.map((contract) => {
    const exchange = healthyExchange(contract);
    Object.assign(objectAt(exchange, 'request', ''), { nickname: 'text', constructor: 'text' });
    return [isClosed(contract, 'request'), serious(judge(exchange)).map(({ pointer }) => pointer)];
  });
  expect(found).toEqual([
    [false, []],
    [true, ['/nickname', '/constructor']],
  ]);
});

test('an exchange puts only the rules of its own path to the test', () => {
  const contract = contractNamed('configuration');
  const found = contract.paths.map((template) => {
    const exchange = healthyExchange(contract, { template });
    return coverageOf(exchange, judge(exchange)).flatMap(({ id }) => (id.startsWith('request.path') ? [id] : []));
  });
  expect(found).toEqual([
    ['request.path', 'request.path.{deviceConfigurationId}', 'request.path.{deviceConfigurationAssignmentId}'],
    ['request.path.2', 'request.path.2.{deviceConfigurationAssignmentId}'],
  ]);
});
