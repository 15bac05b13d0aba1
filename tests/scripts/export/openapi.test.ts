import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ApiVersion, Contract, Side } from '../../../contracts/contract.js';
import { compile } from '../../../contracts/compiler/compile.js';
import { contracts } from '../../../contracts/judge/compiled-contracts.js';
import { writtenForms } from '../../../contracts/type-family.js';
import { exchangeAt, faultAt } from '../../../scripts/bench/inputs.js';
import { sidesWithBody } from '../../../scripts/export/json-schemas.js';
import { openApi } from '../../../scripts/export/openapi.js';
import { contracts as otherContracts } from '../../contracts/judge/mutation/other-pages.js';
import * as fc from '../../equipment/fast-check.js';

interface Content {
  readonly content: Readonly<Record<string, { readonly schema: { readonly $ref: string } }>>;
}

interface Operation {
  readonly operationId: string;
  readonly security: object;
  readonly parameters: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content>>;
  readonly 'x-permissions': object;
}

type Paths = Readonly<Record<string, Readonly<Record<string, Operation>>>>;

function pathsOf(document: object): Paths {
  return (document as { readonly paths: Paths }).paths;
}

const [first] = contracts as [Contract];

/** Pages of the compiler's cases, each with the types that it comes with. */
const forms = [
  'body-none',
  'csdl',
  'example-of-unrelated-type',
  'no-content-no-body',
  'paths-in-other-forms',
  'response-collection',
  'types-of-values',
];
const pagesFolder = join(__dirname, '../../contracts/compiler/pages');
const contractsOfForms = forms.flatMap((form) => {
  const files = readdirSync(join(pagesFolder, form)).filter((file) => file !== 'expected.json');
  const compiled = compile(files.map((file) => ({ file, text: readFileSync(join(pagesFolder, form, file), 'utf8') })));
  return compiled.map((contract) => ({ ...contract, name: form, paths: contract.paths.map((path) => `/${form}${path}`) }));
});

/** Bodies of names and values that the contract knows, and of others. */
function bodiesOf({ types, rules }: Contract): fc.Arbitrary<object> {
  const typeNames = [...types.map(({ name }) => name), 'unheardOf'].flatMap((name) => writtenForms(name));
  const members = rules.flatMap(({ says }) => (says.what === 'member' ? [says.pointer.slice(1)] : []));
  const properties = rules.flatMap(({ says }) => (says.what === 'type-property' ? [says.property] : []));
  const value = fc.constantFrom<unknown>('none', 'direct', 'x', '', null, 3, [], {});
  const dictionary = (names: readonly string[], some: fc.Arbitrary<unknown>) =>
    fc.dictionary(fc.constantFrom(...names, 'misspelt', 'x@odata.y'), some, { maxKeys: 3 });
  const object = fc.tuple(
    dictionary(properties, value),
    fc.record({ '@odata.type': fc.constantFrom(...typeNames, 7) }, { requiredKeys: [] }),
  );
  const nested = object.map(([own, type]) => ({ ...own, ...type }));
  const body = dictionary([...members, ...properties, '@odata.type'], fc.oneof(value, nested, fc.constantFrom(...typeNames)));
  return fc.tuple(body, nested, fc.constantFrom([], ['target'], members)).map(([some, one, filled]) => ({
    ...Object.fromEntries(filled.map((name) => [name, name === 'id' ? 'x' : one])),
    ...some,
  }));
}

describe.each([
  ['the two operations', contracts],
  ['other operations', otherContracts],
  ['operations of other forms', contractsOfForms],
])('%s', (_, described) => {
  const document = openApi(described);
  const operations = Object.entries(pathsOf(document)).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
  );
  const ajv = new Ajv2020({ strict: false, logger: false, validateFormats: false }).addSchema(document, 'openapi.json');

  /** @returns the validators of a body: by the description, and by the contract. */
  function validatorsOf(contract: Contract, version: ApiVersion, side: Side) {
    const reference = `openapi.json#/components/schemas/${contract.name}.${version}.${side}`;
    const portable = ajv.getSchema(reference);
    if (portable === undefined) throw new Error(`no schema ${reference}`);
    return { portable, faithful: new Ajv2020({ strict: false }).compile(contract.schemas[version][side]) };
  }

  test('the parameters of a path are those of its operation', () => {
    for (const { path, operation } of operations) {
      const names = [...path.matchAll(/\{([\w-]+)\}/g)].map(([, name]) => name);
      expect(path.replaceAll(/\{[\w-]+\}/g, '')).not.toMatch(/[{}]/);
      expect(operation.parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name)).toEqual(names);
    }
  });

  test('each is described once for each of its API versions and paths', () => {
    const shape = (path: string): string => path.replaceAll(/\{[^}]*\}/g, '{}');
    const names = described.flatMap(({ name, method, apiVersions, paths }) =>
      apiVersions.flatMap((version) =>
        paths.map(
          (path, index) => `${method.toLowerCase()} /${version}${shape(path)} ${name}-${version}${index === 0 ? '' : `-${index + 1}`}`,
        ),
      ),
    );
    expect(operations.map(({ path, method, operation }) => `${method} ${shape(path)} ${operation.operationId}`).sort()).toEqual(
      names.sort(),
    );
  });

  test('each rule stands somewhere, with its line', () => {
    for (const contract of described) {
      for (const version of contract.apiVersions) {
        const text = JSON.stringify(document);
        const missing = contract.rules.filter(
          ({ id, at, says }) =>
            (says.what !== 'type-property' || says.versions.includes(version)) &&
            !text.includes(JSON.stringify({ id, layer: at.layer, documentedAt: `${at.page}:${at.line}` })),
        );
        expect(missing.map(({ id }) => id)).toEqual([]);
      }
    }
  });

  test('no schema has conditions, which other tools do not understand', () => {
    expect(JSON.stringify(document)).not.toMatch(/"(?:if|then|else|unevaluatedProperties|\$defs|\$comment)":/);
  });

  test('a body is valid by the description if it is by the contract', () => {
    const cases = described.flatMap((contract) =>
      contract.apiVersions.flatMap((version) =>
        sidesWithBody(contract).map((side) => {
          const validators = validatorsOf(contract, version, side);
          return bodiesOf(contract).map((body) => ({ ...validators, where: `${contract.name} ${version} ${side}`, body }));
        }),
      ),
    );
    fc.assert(
      fc.property(fc.oneof(...cases), ({ portable, faithful, where, body }) => {
        expect({ where, body, valid: portable(body) }).toEqual({ where, body, valid: faithful(body) });
      }),
      { numRuns: 1_000 },
    );
  });
});

test('the description rejects the faults in the bodies of the benchmark, and nothing else', () => {
  const document = openApi(contracts);
  const ajv = new Ajv2020({ strict: false, logger: false }).addSchema(document, 'openapi.json');
  const operations = Object.entries(pathsOf(document)).map(([template, { patch }]) => {
    const validatorOf = (part: Content | undefined) => ajv.getSchema(`openapi.json${part?.content['application/json']?.schema.$ref ?? ''}`);
    const path = new RegExp(`^${template.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`);
    return { path, request: validatorOf(patch?.requestBody), response: validatorOf(patch?.responses['200']) };
  });
  expect(operations).toHaveLength(4);
  for (let index = 0; index < 500; index += 1) {
    const { path, request, response } = exchangeAt(index);
    const operation = operations.find((one) => one.path.test(path));
    const valid = operation?.request?.(request.body) === true && operation.response?.(response.body);
    expect({ index, valid }).toEqual({ index, valid: !/^re\w+\.body\./.test(faultAt(index)?.code ?? '') });
  }
});

test('a type that only a newer page shows may have any members', () => {
  const ajv = new Ajv2020({ strict: false, logger: false }).addSchema(openApi(contracts), 'openapi.json');
  const body = { target: { '@odata.type': '#microsoft.graph.scopeTagGroupAssignmentTarget', anything: 7 } };
  for (const side of ['request', 'response']) {
    const validate = ajv.getSchema(`openapi.json#/components/schemas/${first.name}.v1.0.${side}`);
    expect(validate?.({ id: 'x', ...body })).toBe(true);
  }
});

test('permissions are alternatives', () => {
  const permissions = [
    { kind: 'Delegated', names: ['Lamp.Light', 'Lamp.All'], at: first.rules[0]?.at },
    { kind: 'Application', names: ['Lamp.All'], at: first.rules[0]?.at },
    { kind: 'Personal', names: [], at: first.rules[0]?.at },
  ] as Contract['permissions'];
  const [item] = Object.values(pathsOf(openApi([{ ...first, permissions }])));
  expect(item?.['patch']?.security).toEqual([{ token: ['Lamp.Light'] }, { token: ['Lamp.All'] }]);
  expect(item?.['patch']?.['x-permissions']).toEqual(permissions.map(({ kind, names }) => ({ kind, names })));
  const [without] = Object.values(pathsOf(openApi([{ ...first, permissions: [] }])));
  expect(without?.['patch']?.security).toEqual([{ token: [] }]);
});

test('operations of one path stand together, by whatever name its parameters go', () => {
  const read: Contract = { ...first, name: 'read', method: 'GET', paths: first.paths.map((path) => path.replace(/\{\w+\}$/, '{other}')) };
  const paths = pathsOf(openApi([first, read]));
  expect(Object.values(paths).map((item) => Object.keys(item))).toEqual([
    ['patch', 'get'],
    ['patch', 'get'],
  ]);
  for (const [path, { patch, get }] of Object.entries(paths)) {
    const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    for (const operation of [patch, get]) expect(operation?.parameters.map(({ name }) => name)).toEqual(names);
  }
});

test('the version changes with a promise, and with nothing else', () => {
  const versionOf = (some: readonly Contract[]) => (openApi(some)['info'] as { readonly version: string }).version;
  expect(versionOf(contracts)).toMatch(/^\d+\.\d+\.\d+\+[0-9a-f]{8}$/);
  expect(versionOf(contracts.map((contract) => ({ ...contract, readings: [] })))).toBe(versionOf(contracts));
  expect(versionOf(contracts.map((contract) => ({ ...contract, hash: `${contract.hash}0` })))).not.toBe(versionOf(contracts));
});

test('what OpenAPI cannot say is listed, as far as a contract promises it', () => {
  const listed = (some: readonly Contract[]) => (openApi(some)['info'] as { readonly description: string }).description;
  expect(listed(contracts)).toContain('`id = {deviceConfigurationAssignmentId}`');
  expect(listed(contracts)).toContain('`scopeTagGroupAssignmentTarget`');
  expect(listed(contracts)).toContain('An answer has what its request sent.');
  expect(listed(contracts)).not.toContain('A message without a body');
  expect(listed(contractsOfForms)).toContain('A message without a body here has none.');
  expect(listed([{ ...first, rules: [], openTypes: [], readOnly: [], identity: undefined }])).toMatch(
    /judges it:\n\n- How bad a difference is: [^\n]+$/,
  );
});

test('lists of objects, definitions that refer to themselves, and objects that may be null', () => {
  const tree = {
    type: 'object',
    properties: { children: { type: 'array', items: { $ref: '#/$defs/a~1b' } } },
    unevaluatedProperties: false,
  };
  const target = { ...(first.schemas.beta.request['properties'] as Record<string, object>)['target'], type: ['object', 'null'] };
  const schema = {
    ...first.schemas.beta.request,
    properties: { tree: { $ref: '#/$defs/a~1b' }, targets: { type: 'array', items: target } },
    required: [],
    $defs: { ...(first.schemas.beta.request['$defs'] as object), 'a/b': tree },
  };
  const contract = { ...first, schemas: { ...first.schemas, beta: { ...first.schemas.beta, request: schema } } };
  const ajv = new Ajv2020({ strict: false, logger: false }).addSchema(openApi([contract]), 'openapi.json');
  const validate = ajv.getSchema(`openapi.json#/components/schemas/${first.name}.beta.request`);
  const faithful = new Ajv2020({ strict: false }).compile(schema);
  const group = { '@odata.type': '#microsoft.graph.groupAssignmentTarget' };
  for (const [body, valid] of [
    [{ tree: { children: [{}, { children: [] }] }, targets: [{ ...group, groupId: 'x' }, null] }, true],
    [{ tree: { children: [{ children: [{ child: [] }] }] } }, false],
    [{ targets: [{ ...group, groupID: 'x' }] }, false],
    [{ targets: [7] }, false],
  ] as const) {
    expect({ body, faithful: faithful(body), portable: validate?.(body) }).toEqual({ body, faithful: valid, portable: valid });
  }
});
