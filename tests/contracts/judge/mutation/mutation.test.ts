import { describeMutationTest } from './mutation-suite.js';

describeMutationTest('mutation score');
