/** Shape of the file that the build generates from the compiled contracts: one validator for each schema, under the `$id` of the schema. */
import type { ValidateFunction } from 'ajv';

declare const validators: Readonly<Record<string, ValidateFunction | undefined>>;
export = validators;
