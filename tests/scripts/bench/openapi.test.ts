import { Ajv2020 } from 'ajv/dist/2020.js';
import { openApiDescription } from '../../../scripts/bench/peers/openapi.js';
import { exchangeAt, faultAt } from '../../../scripts/bench/inputs/faults.js';

interface Operation {
  readonly requestBody: { content: { 'application/json': { schema: object } } };
  readonly responses: { '200': { content: { 'application/json': { schema: object } } } };
}

const paths = openApiDescription()['paths'] as Record<string, { patch: Operation }>;

test('the description for the peers has both operations in both versions', () => {
  expect(Object.keys(paths)).toHaveLength(4);
  expect(JSON.stringify(paths)).not.toMatch(/\$ref|\$defs|unevaluated/);
});

test('the description rejects the faults in bodies that OpenAPI can state, and no others', () => {
  const ajv = new Ajv2020({ strict: false });
  const schemas = Object.entries(paths).map(([template, { patch }]) => ({
    path: new RegExp(`^${template.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`),
    request: ajv.compile(patch.requestBody.content['application/json'].schema),
    response: ajv.compile(patch.responses['200'].content['application/json'].schema),
  }));
  // These relate the response to its request.
  const beyondOpenApi = ['response.body.other-object', 'response.body.not-updated'];
  for (let index = 0; index < 500; index += 1) {
    const exchange = exchangeAt(index, 'observed');
    const schema = schemas.find(({ path }) => path.test(exchange.path));
    const valid = schema?.request(exchange.request.body) === true && (!exchange.response.body || schema.response(exchange.response.body));
    const code = faultAt(index, 'observed')?.code;
    const stated = code !== undefined && /^(?:request|response)\.body\./.test(code) && !beyondOpenApi.includes(code);
    expect({ index, valid }).toEqual({ index, valid: !stated });
  }
});
