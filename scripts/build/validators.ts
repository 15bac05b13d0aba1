/** Build step: generates ajv's validators from the compiled contracts, and that of the configuration, so that commands need not compile schemas. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { apiVersions } from '../../contracts/contract.js';
import { contracts } from '../../contracts/judge/compiled-contracts.js';
import { packageRoot } from '../../contracts/folders.js';
import { committedSchema, editorKeywords, withOperations } from './config-schema.js';

const ajv = new Ajv2020({ strict: true, allErrors: true, verbose: true, code: { source: true } });
const exported: Record<string, string> = {};
for (const contract of contracts) {
  for (const version of apiVersions) {
    for (const schema of Object.values(contract.schemas[version])) {
      const id = String(schema['$id']);
      ajv.addSchema(schema, id);
      exported[id] = id;
    }
  }
}
const config = withOperations(committedSchema(), contracts);
const configAjv = new Ajv2020({
  strict: true,
  allowUnionTypes: true,
  allErrors: true,
  verbose: true,
  code: { source: true },
  keywords: editorKeywords,
});

const generated = {
  'contracts/judge/validators.generated.js': standaloneCode(ajv, exported),
  'scripts/tenant/config-validator.generated.js': standaloneCode(configAjv, configAjv.compile(config)),
};
for (const [file, code] of Object.entries(generated)) {
  // Beside the sources for Jest, which runs them, and in dist for everybody else.
  for (const path of [file, join('dist', file)]) writeFileSync(join(packageRoot, path), code);
}
