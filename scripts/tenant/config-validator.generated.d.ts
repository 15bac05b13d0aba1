/** Shape of the file that the build generates from `drift.config.schema.json`. */
import type { ValidateFunction } from 'ajv';

declare const validate: ValidateFunction;
export = validate;
