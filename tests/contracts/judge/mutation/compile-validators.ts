import type { ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { apiVersions, type Contract } from '../../../../contracts/contract.js';

/** What the build writes into a file, for other contracts than the committed ones. */
export function compileValidators(contracts: readonly Contract[]): Readonly<Record<string, ValidateFunction>> {
  const ajv = new Ajv2020({ strict: true, allErrors: true, verbose: true });
  const schemas = contracts.flatMap(({ schemas }) => apiVersions.flatMap((version) => Object.values(schemas[version])));
  return Object.fromEntries(schemas.map((schema) => [String(schema['$id']), ajv.compile(schema)]));
}
