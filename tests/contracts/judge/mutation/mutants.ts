import { apiVersions } from '../../../../contracts/contract.js';
import { contracts } from '../../../../contracts/judge/compiled-contracts.js';
import type { Break, Setting } from './break.js';
import { breaksOfRule } from './breaks.js';

export interface Mutant extends Break, Setting {}

/** Every rule of every contract in every API version. */
export const settings: readonly Setting[] = contracts.flatMap((contract) =>
  apiVersions.flatMap((version) => contract.rules.map((rule) => ({ contract, version, rule }))),
);

export const mutants: readonly Mutant[] = settings.flatMap((setting) => breaksOfRule(setting).map((way) => ({ ...way, ...setting })));
