import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from '../../../contracts/compiler/compile.js';
import type { Contract, Says } from '../../../contracts/contract.js';
import { readings } from '../../../contracts/compiler/readings.js';
import { contracts } from '../../../contracts/judge/compiled-contracts.js';
import { explainOperation } from '../../../scripts/explain/explain-operation.js';
import { promiseInWords } from '../../../scripts/explain/promise-in-words.js';
import { contracts as otherContracts } from '../../contracts/judge/mutation/other-pages.js';

test.each<[Says, string]>([
  [{ what: 'method', method: 'PATCH' }, 'The method is PATCH.'],
  [{ what: 'path', template: '/lamps/{id}' }, 'The path is /lamps/{id}, after the API version.'],
  [{ what: 'path-parameter', parameter: 'id' }, '{id} in the path has a value, not a placeholder.'],
  [{ what: 'api-version', versions: ['v1.0', 'beta'] }, 'The path begins with /v1.0 or /beta.'],
  [{ what: 'request-header', header: 'a', value: { kind: 'bearer' } }, 'The request has the header a: Bearer {token}.'],
  [{ what: 'request-header', header: 'a', value: { kind: 'any' } }, 'The request has the header a, with any value.'],
  [{ what: 'response-header', header: 'a', value: { kind: 'media-type', mediaType: 'b/c' } }, 'The answer has the header a: b/c.'],
  [{ what: 'status', status: 204 }, 'On success, the status is 204.'],
  [{ what: 'body', side: 'request', collection: false }, 'The body of the request is JSON: an object.'],
  [{ what: 'body', side: 'response', collection: true, typeName: 'lamp' }, 'The body of the answer is JSON: a list of lamp.'],
  [{ what: 'no-body', side: 'response' }, 'The answer has no body.'],
  [{ what: 'closed', side: 'request' }, 'The body of the request has no property that neither the page nor the metadata names.'],
  [{ what: 'same-object' }, 'The answer is about the object that the path names.'],
  [{ what: 'updated' }, 'The answer has what the request sent.'],
  [{ what: 'sets', pointers: ['/a', '/b'] }, 'The request sets at least one of /a, /b.'],
  [
    { what: 'member', side: 'request', pointer: '/a', type: 'string', required: false, nonEmpty: true },
    'The request may have /a: string, not empty.',
  ],
  [
    { what: 'member', side: 'response', pointer: '/a', typeName: 'place', required: true, nullable: true, nonEmpty: false },
    'The answer has /a: place, or null by the metadata.',
  ],
  [
    { what: 'root-type', side: 'response', pointer: '/@odata.type', typeName: 'lamp' },
    '/@odata.type of the answer names lamp, if it is there.',
  ],
  [
    { what: 'nested-type', side: 'request', pointer: '/a/@odata.type', typeName: 'place' },
    '/a/@odata.type of the request names place, or a type that derives from it.',
  ],
  [{ what: 'known-type', typeName: 'lamp' }, 'lamp is a known type.'],
  [
    { what: 'type-property', typeName: 'lamp', property: 'a', type: 'string', values: ['on', 'off'], nullable: true, versions: ['beta'] },
    'lamp has a: string or null, of on, off. In beta.',
  ],
  [
    { what: 'type-property', typeName: 'lamp', property: 'a', type: 'array', valueType: 'place', versions: ['v1.0', 'beta'] },
    'lamp has a: a list of place. In v1.0 and beta.',
  ],
  [{ what: 'type-property', typeName: 'lamp', property: 'a', versions: ['v1.0'] }, 'lamp has a: any JSON. In v1.0.'],
])('%j in words', (says, words) => {
  expect(promiseInWords(says)).toBe(words);
});

test.each([...contracts, ...otherContracts].map((contract): [string, Contract] => [contract.name, contract]))(
  '%s: each rule is a sentence of its own, with its line and layer',
  (_, contract) => {
    const { promises } = explainOperation(contract);
    expect(promises.map(({ rule, layer, documentedAt: { file, line } }) => [rule, layer, file, line])).toEqual(
      contract.rules.map(({ id, at }) => [id, at.layer, at.page, at.line]),
    );
    expect(new Set(promises.map(({ promise }) => promise)).size).toBe(promises.length);
  },
);

test("Microsoft's page stands beside what the page of the operation says", () => {
  for (const contract of contracts) {
    for (const { layer, documentedAt } of explainOperation(contract).promises) {
      expect(documentedAt.url).toBe(layer === 'documented' ? contract.url : undefined);
    }
  }
});

test.each(Object.entries(readings))('the reading %s speaks of any page, not of our two', (_, { question, reading, reason }) => {
  const words = [question, reading, reason].join(' ');
  expect(words).not.toMatch(/`target`|\b(?:both|two) (?:operations|assignments|requests|examples|pages)|\bone page\b|DeviceManagement/i);
});

test('permissions that a page names are listed', () => {
  const file = join(__dirname, '..', '..', 'contracts', 'compare', 'pages', 'device-configuration-today.md');
  const [contract] = compile([{ file, text: readFileSync(file, 'utf8') }]);
  expect(contract && explainOperation(contract).permissions).toEqual([
    { kind: 'Delegated (work or school account)', names: ['DeviceManagementConfiguration.ReadWrite.All'] },
    { kind: 'Delegated (personal Microsoft account)', names: [] },
    { kind: 'Application', names: ['DeviceManagementConfiguration.ReadWrite.All'] },
  ]);
});
