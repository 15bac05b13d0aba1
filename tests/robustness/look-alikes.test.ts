/** Files of other tools that resemble traffic or pacts: a folder search passes them over, and `check` refuses them by name. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../contracts/folders.js';
import type { Report } from '../../scripts/verdict/report.js';
import { sharedTemporaryFolder } from '../recordings/temporary-folder.js';
import { runCli } from '../run-cli.js';

/** A request and its response, as most tools hold them. */
interface Sample {
  readonly method: string;
  readonly path: string;
  readonly body: object;
  readonly answer: object;
}

/** A documented update, so that a misread file would be judged. */
const update: Sample = {
  method: 'PATCH',
  path: '/v1.0/deviceManagement/deviceConfigurations/00000000-0000-4000-8000-000000000001/assignments/a_b',
  body: {
    '@odata.type': '#microsoft.graph.deviceConfigurationAssignment',
    target: { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' },
  },
  answer: { id: 'a_b', target: { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' } },
};

const read: Sample = { method: 'GET', path: '/v1.0/me', body: {}, answer: { id: 'x' } };

const origin = 'https://graph.microsoft.com';
const json = { 'Content-Type': 'application/json' };

/** Stubs, collections, cassettes and descriptions, by the tool that writes them. */
const lookAlikes: Readonly<Record<string, (sample: Sample) => object>> = {
  'wiremock-stub': ({ method, path, body, answer }) => ({
    id: '8c5db8b0',
    request: { url: path, method, headers: { 'Content-Type': { equalTo: 'application/json' } }, bodyPatterns: [{ equalToJson: body }] },
    response: { status: 200, jsonBody: answer, headers: json },
    uuid: '8c5db8b0',
  }),
  'wiremock-stub-of-an-exact-url': ({ method, path, answer }) => ({
    request: { method, url: path },
    response: { status: 200, jsonBody: answer, headers: json },
  }),
  'wiremock-stub-with-a-body-file': ({ method, path }) => ({
    request: { method, url: path },
    response: { status: 200, bodyFileName: 'answer.json', transformers: ['response-template'] },
  }),
  'wiremock-stub-with-a-text': ({ method, path, answer }) => ({
    priority: 1,
    request: { method, url: path, headers: { Authorization: { matches: 'Bearer .+' } } },
    response: { status: 200, body: JSON.stringify(answer), headers: json },
  }),
  'wiremock-stub-that-proxies': ({ method, path }) => ({ request: { method, url: path }, response: { proxyBaseUrl: origin } }),
  'wiremock-stub-with-a-fault': ({ method, path }) => ({ request: { method, url: path }, response: { fault: 'CONNECTION_RESET_BY_PEER' } }),
  'wiremock-stub-in-a-scenario': ({ method, path }) => ({
    scenarioName: 'updates',
    requiredScenarioState: 'Started',
    newScenarioState: 'updated',
    request: { method, url: path },
    response: { status: 200, body: '{}' },
  }),
  'wiremock-stub-of-a-path': ({ method, path, answer }) => ({
    request: { method, urlPath: path },
    response: { status: 200, jsonBody: answer },
  }),
  'wiremock-mappings': ({ method, path, answer }) => ({
    mappings: [{ request: { method, url: path }, response: { status: 200, jsonBody: answer } }],
    meta: { total: 1 },
  }),
  'wiremock-journal': ({ method, path, body }) => ({
    requests: [{ id: 'x', request: { url: path, absoluteUrl: origin + path, method, headers: json, body: JSON.stringify(body) } }],
    meta: { total: 1 },
  }),
  'wiremock-serve-event': ({ method, path, body }) => ({
    id: 'x',
    request: { url: path, absoluteUrl: origin + path, method, clientIp: '127.0.0.1', headers: json, body: JSON.stringify(body) },
    responseDefinition: { status: 200 },
    wasMatched: true,
  }),
  'bruno-request': ({ method, path, body }) => ({
    type: 'http',
    name: 'update',
    seq: 1,
    request: { url: origin + path, method, headers: [], body: { mode: 'json', json: JSON.stringify(body) }, auth: { mode: 'bearer' } },
  }),
  'bruno-collection': ({ method, path, body }) => ({
    name: 'graph',
    version: '1',
    items: [{ type: 'http', name: 'update', request: { url: origin + path, method, body: { mode: 'json', json: JSON.stringify(body) } } }],
    environments: [],
  }),
  'bruno-settings': () => ({ version: '1', name: 'graph', type: 'collection', ignore: ['node_modules'] }),
  'postman-collection': ({ method, path, body, answer }) => ({
    info: { name: 'graph', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
    item: [
      {
        name: 'update',
        request: { method, header: [], url: { raw: origin + path }, body: { mode: 'raw', raw: JSON.stringify(body) } },
        response: [{ name: 'ok', originalRequest: { method, url: origin + path }, code: 200, body: JSON.stringify(answer) }],
      },
    ],
  }),
  'postman-item': ({ method, path, body }) => ({
    name: 'update',
    request: { method, header: [], url: { raw: origin + path }, body: { mode: 'raw', raw: JSON.stringify(body) } },
    response: [],
  }),
  'postman-item-with-a-plain-url': ({ method, path }) => ({ name: 'read', request: { method, url: origin + path }, response: [] }),
  'postman-collection-1': ({ method, path }) => ({
    id: 'x',
    name: 'graph',
    requests: [{ id: 'y', method, url: origin + path, headers: '' }],
  }),
  'postman-environment': () => ({
    id: 'x',
    name: 'tenant',
    values: [{ key: 'host', value: origin }],
    _postman_variable_scope: 'environment',
  }),
  openapi: ({ method, path, body, answer }) => ({
    openapi: '3.1.0',
    info: { title: 'graph', version: '1' },
    paths: {
      [path]: {
        [method.toLowerCase()]: {
          requestBody: { content: { 'application/json': { example: body } } },
          responses: { 200: { description: 'ok', content: { 'application/json': { examples: { one: { value: answer } } } } } },
        },
      },
    },
  }),
  'openapi-example': ({ answer }) => ({ value: answer, summary: 'one' }),
  'autorest-example': ({ body, answer }) => ({ parameters: { body }, responses: { 200: { body: answer } } }),
  'vcr-ruby': ({ method, path, body, answer }) => ({
    http_interactions: [
      {
        request: {
          method: method.toLowerCase(),
          uri: origin + path,
          body: { encoding: 'UTF-8', string: JSON.stringify(body) },
          headers: {},
        },
        response: { status: { code: 200, message: 'OK' }, headers: {}, body: { encoding: 'UTF-8', string: JSON.stringify(answer) } },
        recorded_at: 'Sun, 01 Feb 2026 00:00:00 GMT',
      },
    ],
    recorded_with: 'VCR 6.2.0',
  }),
  'vcr-python': ({ method, path, body, answer }) => ({
    version: 1,
    interactions: [
      {
        request: { method, uri: origin + path, body: JSON.stringify(body), headers: {} },
        response: { status: { code: 200, message: 'OK' }, headers: {}, body: { string: JSON.stringify(answer) } },
      },
    ],
  }),
  'vcr-go': ({ method, path, body, answer }) => ({
    version: 2,
    interactions: [
      {
        id: 0,
        request: { proto: 'HTTP/1.1', host: 'graph.microsoft.com', url: origin + path, method, body: JSON.stringify(body), headers: {} },
        response: { status: '200 OK', code: 200, body: JSON.stringify(answer), headers: {} },
      },
    ],
  }),
  'vcr-go-with-a-path': ({ method, path }) => ({
    version: 2,
    interactions: [{ request: { method, url: origin + path, form: {}, headers: {} }, response: { body: '{"path": "/x"}', code: 200 } }],
  }),
  'vcr-php': ({ method, path, answer }) => [
    {
      request: { method, url: origin + path, headers: { Host: 'graph.microsoft.com' } },
      response: { status: { code: '200', message: 'OK' }, headers: {}, body: JSON.stringify(answer) },
    },
  ],
  'azure-test-proxy': ({ method, path, answer }) => ({
    Entries: [{ RequestUri: origin + path, RequestMethod: method, RequestHeaders: {}, StatusCode: 200, ResponseBody: answer }],
    Variables: {},
  }),
  'dev-proxy-mocks': ({ method, path, answer }) => ({
    $schema: 'https://raw.githubusercontent.com/dotnet/dev-proxy/main/schemas/v1.0.0/mockresponseplugin.mocksfile.schema.json',
    mocks: [{ request: { url: origin + path, method }, response: { statusCode: 200, body: answer } }],
  }),
  'insomnia-export': ({ method, path, body }) => ({
    _type: 'export',
    __export_format: 4,
    resources: [
      { _id: 'req_1', _type: 'request', method, url: origin + path, body: { mimeType: 'application/json', text: JSON.stringify(body) } },
    ],
  }),
  'thunder-client': ({ method, path }) => ({ clientName: 'Thunder Client', requests: [{ method, url: origin + path, headers: [] }] }),
  hoppscotch: ({ method, path }) => [{ v: 1, name: 'graph', folders: [], requests: [{ v: '1', endpoint: origin + path, method }] }],
  mockoon: ({ method, path, answer }) => ({
    uuid: 'x',
    routes: [{ method: method.toLowerCase(), endpoint: path, responses: [{ body: JSON.stringify(answer), statusCode: 200 }] }],
  }),
  mockserver: ({ method, path, body }) => [{ httpRequest: { method, path, body }, httpResponse: { statusCode: 200 } }],
  mountebank: ({ method, path, answer }) => ({
    imposters: [
      { port: 80, protocol: 'http', stubs: [{ predicates: [{ equals: { method, path } }], responses: [{ is: { body: answer } }] }] },
    ],
  }),
  hoverfly: ({ method, path }) => ({
    data: {
      pairs: [{ request: { path: [{ matcher: 'exact', value: path }], method: [{ matcher: 'exact', value: method }] }, response: {} }],
    },
    meta: { schemaVersion: 'v5.2' },
  }),
  charles: ({ method, path }) => [
    { status: 'COMPLETE', method, scheme: 'https', host: 'graph.microsoft.com', path, request: { headers: {} }, response: { status: 200 } },
  ],
  'json-server-log': ({ method, path }) => ({ level: 'info', message: 'asked', http: { request: { method, url: path } } }),
  'pact-broker-index': () => ({ _links: { 'pb:pacts': [{ href: 'https://broker.example/pacts', name: 'c' }] }, pacts: [] }),
};

const layouts: Readonly<Record<string, (value: object) => string>> = {
  'on one line': (value) => `${JSON.stringify(value)}\n`,
  indented: (value) => JSON.stringify(value, null, 2),
  'indented, with the last members first': (value) => JSON.stringify(reversed(value), null, 1),
};

function reversed(value: object): object {
  return Array.isArray(value) ? value : Object.fromEntries(Object.entries(value).reverse());
}

const samples: Readonly<Record<string, Sample>> = { 'an update': update, 'a read': read };
const rows = Object.keys(samples).flatMap((sample) => Object.keys(layouts).map((layout) => ({ sample, layout })));

describe.each(rows)('$sample, $layout', ({ sample, layout }) => {
  const folder = sharedTemporaryFolder();
  const files = Object.keys(lookAlikes).map((name) => `${name}.json`);
  beforeAll(() => {
    folder.write('pact.json', readFileSync(join(packageRoot, 'contracts/pacts/graph-assignment-client-microsoft-graph.json')));
    for (const [name, build] of Object.entries(lookAlikes)) {
      folder.write(`${name}.json`, layouts[layout]?.(build(samples[sample] ?? read)) ?? '');
    }
  });

  test('found in a folder', async () => {
    const { code, stdout, stderr } = await runCli(['check', '.', '--strict', '--format', 'json'], { cwd: folder.path });
    const { problems = [], summary } = JSON.parse(stdout) as Report;
    const skipped = /^Skipped files of unknown format: (.+)\.$/m.exec(stderr)?.[1]?.split(', ') ?? [];
    expect(problems).toEqual([]);
    expect(files.filter((file) => !skipped.includes(file))).toEqual([]);
    expect([code, summary.exchanges]).toEqual([0, 14]);
  });

  test('named', async () => {
    const { code, stdout } = await runCli(['check', ...files, '--format', 'json'], { cwd: folder.path });
    const { problems = [], summary } = JSON.parse(stdout) as Report;
    expect(problems.filter((problem) => !problem.includes(': none of the formats that can be judged: '))).toEqual([]);
    expect(files.filter((file) => !problems.some((problem) => problem.startsWith(`${file}: `)))).toEqual([]);
    expect([code, summary.exchanges]).toEqual([2, 0]);
  });
});
