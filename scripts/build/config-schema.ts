import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Contract } from '../../contracts/contract.js';
import { packageRoot } from '../../contracts/folders.js';

/** The committed schema of the configuration, as data. */
export interface ConfigSchema {
  readonly properties: { readonly assignments: { readonly items: { readonly properties: { readonly operation: object } } } };
}

/** Marks in our schemas that editors read. They mean nothing to a validator. */
export const editorKeywords = ['allowComments', 'allowTrailingCommas'];

export function committedSchema(): ConfigSchema {
  return JSON.parse(readFileSync(join(packageRoot, 'scripts/tenant/drift.config.schema.json'), 'utf8')) as ConfigSchema;
}

/** The same schema with the operations of these contracts: a check needs one that updates an object. */
export function withOperations(schema: ConfigSchema, contracts: readonly Contract[]): ConfigSchema {
  const names = contracts.filter(({ method }) => method === 'PATCH').map(({ name }) => name);
  const description = `Give ${names.map((name) => `"${name}"`).join(' or ')}.`;
  const copy = structuredClone(schema);
  Object.assign(copy.properties.assignments.items.properties.operation, { enum: names, description });
  return copy;
}
