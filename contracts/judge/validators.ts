/* eslint-disable @typescript-eslint/no-require-imports -- ajv is loaded only for contracts that are compiled when the command runs. */
import type { ValidateFunction } from 'ajv';
import type { ApiVersion, Contract, Side } from '../contract.js';
import { contracts } from './compiled-contracts.js';
import { oncePerContract, remember } from './remember.js';
import generated from './validators.generated.js';

const compiledHere = oncePerContract(() => new Map<string, ValidateFunction>());

/** The validator of a body: for our own contracts the one that the build has made, for any other it is compiled on first use. */
export function validatorOf(contract: Contract, version: ApiVersion, side: Side): ValidateFunction {
  const schema = contract.schemas[version][side];
  const made = contracts.includes(contract) ? generated[String(schema['$id'])] : undefined;
  return made ?? remember(compiledHere(contract), `${version} ${side}`, () => compile(schema));
}

function compile(schema: object): ValidateFunction {
  const { Ajv2020 } = require('ajv/dist/2020.js') as typeof import('ajv/dist/2020.js');
  return new Ajv2020({ strict: true, allErrors: true, verbose: true }).compile(schema);
}
