/** Proof that a rule which a page gains is covered without new test code: the same mutation test, of contracts that nobody has seen before. */
import type * as Altered from './altered-contracts.js';
import type * as Compiled from '../../../../contracts/judge/compiled-contracts.js';
import { describeMutationTest } from './mutation-suite.js';

jest.mock('../../../../contracts/judge/compiled-contracts.js', () => ({
  ...jest.requireActual<typeof Compiled>('../../../../contracts/judge/compiled-contracts.js'),
  contracts: jest.requireActual<typeof Altered>('./altered-contracts.js').contracts,
}));
jest.mock('../../../../contracts/judge/validators.generated.js', () =>
  jest.requireActual<typeof Altered>('./altered-contracts.js').compileValidators(),
);

describeMutationTest('mutation score of altered contracts');
