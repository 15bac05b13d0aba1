import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Contract } from '../../../contracts/contract.js';
import { contracts } from '../../../contracts/judge/compiled-contracts.js';
import { jsonSchemas } from '../../../scripts/export/json-schemas.js';

test('a validator that has the document finds the schema of each body by its id', () => {
  const ajv = new Ajv2020({ strict: false }).addSchema(jsonSchemas(contracts));
  for (const { name, apiVersions, schemas } of contracts) {
    for (const version of apiVersions) {
      for (const side of ['request', 'response'] as const) {
        expect(ajv.getSchema(`urn:graph-assignment-contracts:${name}:${version}:${side}`)?.schema).toEqual(schemas[version][side]);
      }
    }
  }
});

test('the document holds the bodies that a contract has, in the API versions that it has', () => {
  const [one] = contracts as [Contract];
  const betaOnly: Contract = { ...one, name: 'beta-only', apiVersions: ['beta'] };
  const bodiless: Contract = { ...one, name: 'bodiless', rules: one.rules.filter(({ id }) => id !== 'request.body') };
  const names = Object.keys(jsonSchemas([betaOnly, bodiless])['$defs'] as object);
  expect(names).toEqual(['beta-only.beta.request', 'beta-only.beta.response', 'bodiless.v1.0.response', 'bodiless.beta.response']);
});
