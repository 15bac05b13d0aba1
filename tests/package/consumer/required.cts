// CommonJS with types, for a project whose code is not ES modules yet.
import contractPackage = require('graph-assignment-contracts');
import type { Contract } from 'graph-assignment-contracts';

const contracts: readonly Contract[] = contractPackage.contracts;
export = contracts;
