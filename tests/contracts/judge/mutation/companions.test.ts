/** The same mutation test, of the companion pages: lists, answers without a body, and requests that read, delete or replace. */
import type * as Companions from './companions.js';
import type * as Validators from './compile-validators.js';
import type * as Compiled from '../../../../contracts/judge/compiled-contracts.js';
import { describeMutationTest } from './mutation-suite.js';

jest.mock('../../../../contracts/judge/compiled-contracts.js', () => ({
  ...jest.requireActual<typeof Compiled>('../../../../contracts/judge/compiled-contracts.js'),
  contracts: jest.requireActual<typeof Companions>('./companions.js').contracts,
}));
jest.mock('../../../../contracts/judge/validators.generated.js', () =>
  jest
    .requireActual<typeof Validators>('./compile-validators.js')
    .compileValidators(jest.requireActual<typeof Companions>('./companions.js').contracts),
);

describeMutationTest('mutation score of the companion pages');
